import { expect, test } from 'vitest';
import { type AssignmentId, ManualClock } from '#core/kit';
import { Outbox, outboxSchema, type PatrolDeed } from './outbox.ts';

const step = (actionId: string, name: 'acknowledge' | 'depart' | 'arrive' = 'depart'): PatrolDeed => ({
  kind: 'step',
  assignmentId: 'asg_1' as AssignmentId,
  step: name,
  actionId,
  atMs: 1,
});

/** Lets the promises of the sends run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function outboxWith(statuses: number[], memory: { deeds: PatrolDeed[] } = { deeds: [] }) {
  const clock = new ManualClock();
  const sent: string[] = [];
  const refused: string[] = [];
  const outbox = new Outbox({
    kept: {
      read: () => memory.deeds,
      write: (deeds) => {
        memory.deeds = deeds;
      },
    },
    clock,
    random: () => 0.5,
    send: async ({ actionId }) => {
      sent.push(actionId);
      const status = statuses.shift() ?? 200;
      if (status !== 200) throw status;
    },
    statusOf: Number,
    onSent: () => {},
    onRefused: ({ actionId }) => refused.push(actionId),
  });
  return { outbox, clock, sent, refused, memory };
}

test('O1 O2 O4: offline, deeds wait; back again, each is sent once more and in order', async () => {
  const { outbox, sent, memory } = outboxWith([0, 0]);
  outbox.add(step('first-one'));
  await settle();
  outbox.add(step('second-one', 'arrive'));
  await settle();
  expect(memory.deeds.map(({ actionId }) => actionId)).toEqual(['first-one', 'second-one']);
  sent.length = 0;
  outbox.flush();
  await settle();
  expect(sent).toEqual(['first-one', 'second-one']);
  expect(memory.deeds).toEqual([]);
  outbox.flush();
  await settle();
  expect(sent).toHaveLength(2);
});

test('O3: what was kept before the page was loaded again is sent', async () => {
  const { outbox, sent } = outboxWith([], { deeds: [step('kept-one')] });
  expect(outbox.pending.get()).toHaveLength(1);
  outbox.flush();
  await settle();
  expect(sent).toEqual(['kept-one']);
});

test('O4: without an answer it is tried again by itself, with the same id', async () => {
  const { outbox, clock, sent } = outboxWith([503, 0]);
  outbox.add(step('only-one'));
  await settle();
  clock.advance(15_000);
  await settle();
  clock.advance(15_000);
  await settle();
  expect(sent).toEqual(['only-one', 'only-one', 'only-one']);
  expect(outbox.pending.get()).toEqual([]);
});

test('O5: what is refused makes room for the next', async () => {
  const { outbox, sent, refused } = outboxWith([409]);
  outbox.add(step('stale-one'));
  outbox.add(step('fresh-one', 'arrive'));
  await settle();
  expect(sent).toEqual(['stale-one', 'fresh-one']);
  expect(refused).toEqual(['stale-one']);
  expect(outbox.pending.get()).toEqual([]);
});

test('an expired session loses nothing', async () => {
  const { outbox } = outboxWith([401]);
  outbox.add(step('only-one'));
  await settle();
  expect(outbox.pending.get()).toHaveLength(1);
});

test('what is kept is read back only if it is whole', () => {
  expect(outboxSchema.safeParse([step('a-whole-one')]).success).toBe(true);
  expect(outboxSchema.safeParse([{ kind: 'step', actionId: 'short' }]).success).toBe(false);
});
