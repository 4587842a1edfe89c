import { systemClock } from '#core/kit';
import { fetchStreamTickets, statusOf } from '../../_lib/api/index.ts';
import { FeedHub, openBrowserSocket } from '../../_lib/feed/index.ts';
import { StartQueue, type StreamingServices, TicketStore, type TilePlayer } from '../../_lib/player/index.ts';
import { serverClock } from '../../_lib/time/index.ts';

const clock = systemClock;
const random = Math.random;
const serverNow = () => serverClock.now();

/** What the players of this wall share. */
export const streaming: StreamingServices = {
  clock,
  random,
  serverNow,
  tickets: new TicketStore({ clock, random, serverNow, request: fetchStreamTickets, statusOf }),
  feeds: new FeedHub({ openSocket: openBrowserSocket, clock, random }),
  starts: new StartQueue(clock),
};

/** The players on screen, for the count in the footer. */
export const playersOnScreen = new Set<TilePlayer>();
