import type { SquadPositionUpdate } from '#core/contracts';
import type { Cancel, Clock, Log, SquadId } from '#core/kit';
import { selfAndAncestors } from '#core/org';
import type { PositionedSquad } from '#db/repositories';
import { roomOf, roomsOfScope } from './audience.ts';
import type { PositionsNamespace } from './wall-socket.ts';

export interface PositionsFeedOptions {
  /** Where all squads are now. */
  readonly read: () => Promise<readonly PositionedSquad[]>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Handhelds report every five seconds. */
const POLL_MS = 1_000;

/**
 * Tells sockets where squads are: of each the newest position only, all that changed in one message, at most one a
 * second. Whoever does not read in time misses some and gets the next. While nobody listens nothing is read.
 * @returns stops it
 */
export function feedPositions(namespace: PositionsNamespace, options: PositionsFeedOptions): Cancel {
  const { read, clock, log } = options;
  let isStopped = false;
  let cancel: Cancel = () => {};
  let told: ReadonlyMap<SquadId, number> = new Map();
  namespace.on('connection', (socket) => {
    void socket.join(roomsOfScope('squad.read', socket.data.audience.scopes['squad.read']));
  });
  const tell = async () => {
    try {
      if (namespace.sockets.size > 0) {
        const squads = await read();
        emit(
          namespace,
          squads.filter(({ squadId, atMs }) => atMs !== told.get(squadId)),
        );
        told = new Map(squads.map(({ squadId, atMs }) => [squadId, atMs]));
      }
    } catch (error) {
      log.warn({ err: error }, 'positions of squads could not be read');
    }
    schedule();
  };
  const schedule = () => {
    if (!isStopped) cancel = clock.after(POLL_MS, () => void tell());
  };
  schedule();
  return () => {
    isStopped = true;
    cancel();
  };
}

/** One message a room. The rooms of one socket never overlap, so it gets each position once. */
function emit(namespace: PositionsNamespace, squads: readonly PositionedSquad[]): void {
  const byRoom = new Map<string, SquadPositionUpdate[]>();
  for (const { orgPath, ...update } of squads) {
    for (const path of selfAndAncestors(orgPath)) {
      const room = roomOf('squad.read', path);
      const updates = byRoom.get(room);
      if (updates === undefined) byRoom.set(room, [update]);
      else updates.push(update);
    }
  }
  for (const [room, updates] of byRoom) {
    if (namespace.adapter.rooms.has(room)) namespace.local.volatile.to(room).emit('positions', updates);
  }
}
