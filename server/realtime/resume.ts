import { type ResumeAnswer, resumeRequestSchema } from '#core/contracts';
import type { Log } from '#core/kit';
import type { Database } from '#db/database';
import { currentPosition, readAfter } from '#db/journal';
import { isVisibleTo, roomOf } from './audience.ts';
import { catchUp } from './catch-up.ts';
import type { RecentEntries } from './recent-entries.ts';
import { endSession, type WallServer, type WallSocket } from './wall-socket.ts';

export interface ResumeContext {
  readonly io: WallServer;
  readonly db: Database;
  readonly recent: RecentEntries;
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
  const { scope, principal, revalidate } = socket.data;
  const request = resumeRequestSchema.safeParse(body);
  if (!request.success) return { result: 'error', code: 'body.invalid' };
  if ((await revalidate()) === null) {
    endSession(context.io, principal.sessionId);
    return { result: 'error', code: 'auth.required' };
  }
  const rooms = scope.paths.map(roomOf);
  for (const room of rooms) void socket.leave(room); // live entries must not overtake missed ones
  const caughtUp = await catchUp({
    after: request.data.after,
    recent: context.recent,
    read: (after, limit) => readAfter(context.db, { after, limit, scope }),
    currentPosition: () => currentPosition(context.db),
    isVisible: (entry) => isVisibleTo(scope, entry),
  });
  // No await from here on, see R1; and a socket that left meanwhile must not be put into rooms.
  if (caughtUp.result === 'reload' || !socket.connected) return { result: 'reload' };
  if (caughtUp.entries.length > 0) socket.emit('journal', caughtUp.entries);
  void socket.join(rooms); // done at once: rooms are in this process
  return { result: 'resumed', position: caughtUp.position };
}
