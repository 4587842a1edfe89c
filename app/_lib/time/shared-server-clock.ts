import { systemClock } from '#core/kit';
import { ServerClock } from './server-clock.ts';

/** The page's view of the server's clock; every answer of `GET /api/me` corrects it. */
export const serverClock = new ServerClock(systemClock);
