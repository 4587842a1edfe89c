import { type ResumeAnswer, resumeRequestSchema } from '#core/contracts';
import type { Log } from '#core/kit';
import type { Scope } from '#core/org';
import type { Database } from '#db/database';
import { currentPosition, readAfter } from '#db/journal';
import { listIncidentSquads, systemScope } from '#db/repositories';
import { type Audience, isVisibleTo, roomsOfAudience } from './audience.ts';
import { type CatchUpOptions, catchUp, MISSED_MAX } from './catch-up.ts';
import type { HandOutContext } from './hand-out.ts';
import { IncidentSquads } from './incident-squads.ts';
import { endSession, type WallSocket } from './wall-socket.ts';

export interface ResumeContext extends HandOutContext {
  readonly db: Database;
  readonly log: Log;
}

/** Lets a socket ask for what it missed, and makes it live. Until then it gets nothing. */
export function answerResume(socket: WallSocket, context: ResumeContext): void {
  let isBusy = false;
  socket.on('journal:resume', (request: unknown, answer: unknown) => {
    if (typeof answer !== 'function') return; // a client that does not want to know
    const reply = (result: ResumeAnswer) => void answer(result);
    if (isBusy) return reply({ result: 'error', code: 'busy' });
    isBusy = true;
    const answered = resume(socket, request, context).catch((error: unknown): ResumeAnswer => {
      context.log.warn({ err: error, socket: socket.id }, 'a socket could not resume');
      return { result: 'error', code: 'internal' };
    });
    void answered.then((result) => {
      isBusy = false;
      reply(result);
    });
  });
}

async function resume(socket: WallSocket, body: unknown, context: ResumeContext): Promise<ResumeAnswer> {
  const { audience, principal, revalidate } = socket.data;
  const request = resumeRequestSchema.safeParse(body);
  if (!request.success) return { result: 'error', code: 'body.invalid' };
  if ((await revalidate()) === null) {
    endSession(context.sockets, principal.sessionId);
    return { result: 'error', code: 'auth.required' };
  }
  const rooms = roomsOfAudience(audience);
  for (const room of rooms) void socket.leave(room); // live entries must not overtake missed ones
  const caughtUp = await catchUp({
    after: request.data.after,
    recent: context.recent,
    currentPosition: () => currentPosition(context.db),
    ...readFor(audience, context),
  });
  // No await from here on, see R1; and a socket that left meanwhile must not be put into rooms.
  if (caughtUp.result === 'reload' || !socket.connected) return { result: 'reload' };
  if (caughtUp.entries.length > 0) socket.emit('journal', caughtUp.entries);
  void socket.join(rooms); // done at once: rooms are in this process
  return { result: 'resumed', position: caughtUp.position };
}

/** How the journal is read for an audience, and which of it that may see. */
function readFor(
  audience: Audience,
  { db, squads }: ResumeContext,
): Pick<CatchUpOptions, 'read' | 'isVisible'> {
  if (audience.squadId === null) {
    const scope = unionOf(audience);
    return {
      read: (after, limit) => readAfter(db, { after, limit, scope }),
      isVisible: (entry) => isVisibleTo(audience, entry, []),
    };
  }
  // A squad is sent anywhere. What is read here is kept apart, so that it pushes nothing recent out of memory.
  const read = (ids: Parameters<typeof listIncidentSquads>[1]) => listIncidentSquads(db, ids);
  const missed = new IncidentSquads({ read, incidentsMax: MISSED_MAX + 1 });
  return {
    read: async (after, limit) => {
      const entries = await readAfter(db, { after, limit, scope: systemScope });
      await missed.learn(entries);
      return entries;
    },
    isVisible: (entry) => isVisibleTo(audience, entry, [...squads.of(entry), ...missed.of(entry)]),
  };
}

function unionOf({ scopes }: Audience): Scope {
  return { paths: [...new Set(Object.values(scopes).flatMap(({ paths }) => paths))] };
}
