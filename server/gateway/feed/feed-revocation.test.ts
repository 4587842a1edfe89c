import { describe, expect, it } from 'vitest';
import type { SessionId, UserId } from '#core/kit';
import { initOf, LIMIT, partOf, stage } from './testing/stage.ts';

describe('feed revocation', () => {
  const live = async () => {
    const made = stage();
    made.feed.init(initOf(0));
    await made.subscribe(1);
    await made.subscribe(2);
    return made;
  };

  it('S2 ends the streams of a session that is over at once, and sends nothing after', async () => {
    const { revocations, feed, ends, wire, leases } = await live();
    revocations.endSessions(['ses_other' as SessionId]);
    expect(ends()).toEqual([]);
    revocations.endSessions(['ses_1' as SessionId]);
    expect(ends()).toEqual([
      [1, 'revoked'],
      [2, 'revoked'],
    ]);
    feed.part(partOf(0, true));
    expect(wire.frames.filter((frame) => frame.type === 'part')).toEqual([]);
    expect([leases(), wire.closed]).toEqual([0, null]);
  });

  it('S2 a stream that was renewed with a ticket from after a change goes on', async () => {
    const { revocations, clock, ends, say, ticket } = await live();
    const changedMs = clock.now();
    clock.advance(2_000);
    await say({ op: 'renew', stream: 2, ticket: ticket() });
    revocations.changeUsers(['usr_1' as UserId], changedMs - 5_000);
    expect(ends()).toHaveLength(2); // heard of only now: both may know nothing of it
    clock.advance(2_000);
    await say({ op: 'subscribe', stream: 3, cameraId: 'cam_1', profile: 'main', ticket: ticket() });
    revocations.endSessions(['ses_other' as SessionId]);
    expect(ends()).toHaveLength(2);
  });

  it('S2 a void ticket opens nothing, and the word for it is not that of one that ran out', async () => {
    const { revocations, subscribe, ends } = stage();
    revocations.endSessions(['ses_1' as SessionId]);
    await subscribe(4);
    expect(ends()).toEqual([[4, 'revoked']]);
  });

  it('a connection that is gone no longer listens', async () => {
    const { connection, revocations, ends } = await live();
    connection.disconnected();
    revocations.endSessions(['ses_1' as SessionId]);
    expect(ends()).toEqual([]);
  });
});

it('every part that is sent counts as watched, none that is skipped or only waited for', async () => {
  const { feed, wire, sent, subscribe } = stage();
  feed.init(initOf(0));
  await subscribe(1);
  feed.status({ state: 'connecting', reason: null, attempt: 1, retryInMs: null });
  expect(sent).toEqual([]);
  feed.part(partOf(0, true));
  feed.part(partOf(1, false));
  wire.bufferedBytes = LIMIT + 1;
  feed.part(partOf(2, false));
  expect(sent).toEqual(['cam_1', 'cam_1']);
});
