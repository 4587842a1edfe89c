import { type RefObject, useEffect, useState } from 'react';
import type { StreamTicket } from '#core/contracts';
import { systemClock } from '#core/kit';
import { statusOf } from '../../../_lib/api/index.ts';
import { FeedHub, openBrowserSocket } from '../../../_lib/feed/index.ts';
import {
  feedIsPlayable,
  openBrowserSource,
  StartQueue,
  type StreamingServices,
  TicketStore,
  TilePlayer,
} from '../../../_lib/player/index.ts';
import { serverClock, ticker } from '../../../_lib/time/index.ts';

/** Plays the one stream of a ticket inside the element, as a tile of the wall does. */
export function usePreviewPlayer(
  host: RefObject<HTMLElement | null>,
  ticket: StreamTicket,
): TilePlayer | null {
  const [player, setPlayer] = useState<TilePlayer | null>(null);
  useEffect(() => {
    if (host.current === null) return;
    const created = new TilePlayer({
      cameraId: ticket.cameraId,
      host: host.current,
      services: servicesFor(ticket),
      openSource: openBrowserSource,
      health: () => ({ state: 'unknown' }),
    });
    created.show(ticket.profile, feedIsPlayable() ? 'feed' : 'hls');
    const stopLooking = ticker.add(() => created.refresh());
    setPlayer(created);
    return () => {
      stopLooking();
      created.suspend();
      setPlayer(null);
    };
  }, [host, ticket]);
  return player;
}

/** A preview has one ticket and no other: the camera is not registered, so nobody could give it a second. */
function servicesFor(ticket: StreamTicket): StreamingServices {
  const clock = systemClock;
  const random = Math.random;
  const serverNow = () => serverClock.now();
  const request = () => Promise.resolve([ticket]);
  return {
    clock,
    random,
    serverNow,
    tickets: new TicketStore({ clock, random, serverNow, request, statusOf }),
    feeds: new FeedHub({ openSocket: openBrowserSocket, clock, random }),
    starts: new StartQueue(clock),
  };
}
