import { socketEvents } from '#core/contracts';
import type { WallSocket } from './wall-socket.ts';

const KNOWN: ReadonlySet<string> = new Set(Object.keys(socketEvents['/'].taken));

/** Tells a client that wants to know that there is no such event: nobody joins a room, or does anything else, by asking. */
export function refuseUnknownEvents(socket: WallSocket): void {
  socket.onAny((event: string, ...values: unknown[]) => {
    const answer = values.at(-1);
    if (!KNOWN.has(event) && typeof answer === 'function') answer({ result: 'error', code: 'event.unknown' });
  });
}
