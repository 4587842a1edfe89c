import type { Log } from '#core/kit';

/** One line each: a system out of breath has much to complain of. */
function complain(fields: object, message: string): void {
  const cause = 'err' in fields && fields.err instanceof Error ? fields.err.message : JSON.stringify(fields);
  console.error(`  ${message}: ${cause.split('\n', 1)[0]}`);
}

/** For parts of the product in a benchmark: only what went wrong is worth a line. */
export const complainingLog: Log = { debug: () => {}, info: () => {}, warn: complain, error: complain };

/** For parts that go wrong on purpose. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
