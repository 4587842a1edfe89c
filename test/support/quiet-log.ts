import type { Log } from '#core/kit';

const ignore = () => {};

/** For code under test that must be given a log. */
export const quietLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
