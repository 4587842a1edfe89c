import { expect, test } from 'vitest';
import type { JournalEntry, ResumeAnswer } from '#core/contracts';
import { ManualClock } from '#core/kit';
import { JournalFollower } from './journal-follower.ts';

const entry = (position: string) => ({
  position,
  type: 'camera.online',
  orgPath: 'a.b',
  subject: 'cam_1',
  actor: 'worker',
  atMs: 1,
  payload: { cameraId: 'cam_1', witness: 'probe' },
});

function setUp(reloads: (() => Promise<string>)[] = []) {
  const clock = new ManualClock();
  const asked: { after: string; answer: (answer: ResumeAnswer) => void }[] = [];
  const heard: string[] = [];
  const inStep: boolean[] = [];
  let reloaded = 0;
  const follower = new JournalFollower({
    clock,
    backoff: { random: () => 1 },
    socket: { resume: (after, answer) => asked.push({ after, answer }) },
    onEntries: (entries: readonly JournalEntry[]) => heard.push(...entries.map(({ position }) => position)),
    reload: () => reloads[reloaded++]?.() ?? Promise.resolve('5-0'),
    onInStep: (value) => inStep.push(value),
  });
  const settle = async () => {
    for (let n = 0; n < 5; n++) await Promise.resolve();
  };
  return { clock, asked, heard, inStep, follower, settle, reloads: () => reloaded };
}

test('the first connection reads the snapshots, then asks for what came after them', async () => {
  const { follower, asked, inStep, settle } = setUp();
  follower.connected();
  await settle();
  expect(asked.map(({ after }) => after)).toEqual(['5-0']);
  asked[0]?.answer({ result: 'resumed', position: '5-0' });
  expect(inStep).toEqual([true]);
});

test('entries are heard once, in order, whatever the server repeats', async () => {
  const { follower, heard, settle } = setUp();
  follower.connected();
  await settle();
  follower.receive([entry('5-0'), entry('6-0')]);
  follower.receive([entry('6-0'), entry('10-0'), { type: 'from.a.newer.server', position: '10-1' }]);
  expect(heard).toEqual(['6-0', '10-0']);
});

test('a reconnect resumes from the last entry heard', async () => {
  const { follower, asked, inStep, settle } = setUp();
  follower.connected();
  await settle();
  asked[0]?.answer({ result: 'resumed', position: '5-0' });
  follower.receive([entry('8-0')]);
  follower.disconnected();
  follower.connected();
  expect(asked[1]?.after).toBe('8-0');
  expect(inStep).toEqual([true, false]);
});

test('an answer to a question of the connection before is void', async () => {
  const { follower, asked, inStep, settle } = setUp();
  follower.connected();
  await settle();
  follower.disconnected();
  follower.connected();
  asked[0]?.answer({ result: 'resumed', position: '99-0' });
  expect(inStep).toEqual([false]);
  expect(asked[1]?.after).toBe('5-0');
});

test('when too much was missed the snapshots are read again', async () => {
  const { follower, asked, settle, reloads } = setUp();
  follower.connected();
  await settle();
  asked[0]?.answer({ result: 'reload' });
  await settle();
  expect(reloads()).toBe(2);
  expect(asked).toHaveLength(2);
});

test('a snapshot that cannot be read, an error and a silent server are all tried again', async () => {
  const { clock, follower, asked, settle, reloads } = setUp([() => Promise.reject(new Error('away'))]);
  follower.connected();
  await settle();
  clock.advance(500);
  await settle();
  expect(reloads()).toBe(2);
  asked[0]?.answer({ result: 'error', code: 'overloaded' });
  clock.advance(1_000);
  expect(asked).toHaveLength(2);
  clock.advance(10_000);
  expect(asked).toHaveLength(3);
});
