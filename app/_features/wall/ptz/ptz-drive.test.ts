import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '#core/kit';
import { PtzDrive, type PtzDriveOptions, type Velocity } from './ptz-drive.ts';

type Command = Parameters<PtzDriveOptions['send']>[0];

const right: Velocity = { pan: 0.5, tilt: 0, zoom: 0 };
const up: Velocity = { pan: 0, tilt: 0.5, zoom: 0 };

/** A drive whose camera answers when told to. */
function drive() {
  const clock = new ManualClock();
  const sent: Command[] = [];
  const waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const outcomes: unknown[] = [];
  const tested = new PtzDrive({
    clock,
    send: (command) => {
      sent.push(command);
      return new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
    },
    onOutcome: (error) => outcomes.push(error),
  });
  const settle = async (error?: unknown) => {
    const oldest = waiting.shift();
    if (error === undefined) oldest?.resolve();
    else oldest?.reject(error);
    await Promise.resolve();
    await Promise.resolve();
  };
  const settleAll = async () => {
    while (waiting.length > 0) await settle();
  };
  return { tested, clock, sent, outcomes, settle, settleAll, waiting };
}

const ops = (sent: readonly Command[]) => sent.map(({ op }) => op);

test('D3 a hold sends one move, and letting go in every way at once one stop', async () => {
  const { tested, sent, settle, settleAll } = drive();
  tested.move(right);
  await settle();
  tested.stop();
  tested.stop();
  await settle();
  tested.stop();
  await settleAll();
  expect(sent).toEqual([{ op: 'move', ...right }, { op: 'stop' }]);
});

test('D1 a stop waits for the move before it, and the last of several moves counts', async () => {
  const { tested, sent, settle, settleAll } = drive();
  tested.move(right);
  tested.move({ ...right, pan: 0.7 });
  tested.move(up);
  expect(sent).toHaveLength(1);
  await settle();
  expect(sent.at(-1)).toEqual({ op: 'move', ...up });
  tested.stop();
  expect(sent).toHaveLength(2);
  await settleAll();
  expect(ops(sent)).toEqual(['move', 'move', 'stop']);
});

test('D2 a held move is said again every 2 s, and no more once let go', async () => {
  const { tested, clock, sent, settleAll } = drive();
  tested.move(right);
  await settleAll();
  clock.advance(1_999);
  expect(sent).toHaveLength(1);
  clock.advance(1);
  await settleAll();
  clock.advance(2_000);
  await settleAll();
  expect(ops(sent)).toEqual(['move', 'move', 'move']);
  tested.stop();
  await settleAll();
  clock.advance(60_000);
  expect(ops(sent)).toEqual(['move', 'move', 'move', 'stop']);
  expect(clock.pending).toBe(0);
});

test('D2 a repeat that falls due while a command is under way is not forgotten', async () => {
  const { tested, clock, sent, settle, waiting } = drive();
  tested.move(right);
  clock.advance(2_500);
  expect(sent).toHaveLength(1);
  await settle();
  expect(ops(sent)).toEqual(['move', 'move']);
  expect(waiting).toHaveLength(1);
});

test('D4 a second hold let go before its turn sends nothing more than the stop of the first', async () => {
  const { tested, sent, settleAll } = drive();
  tested.move(right);
  tested.stop();
  tested.move(up);
  tested.stop();
  await settleAll();
  expect(ops(sent)).toEqual(['move', 'stop']);
});

test('a command that fails is told, and a failed move is still followed by its stop', async () => {
  const { tested, sent, outcomes, settle, settleAll } = drive();
  tested.move(right);
  await settle('no reply');
  expect(outcomes).toEqual(['no reply']);
  tested.stop();
  await settleAll();
  expect(ops(sent)).toEqual(['move', 'stop']);
  expect(outcomes).toEqual(['no reply', null]);
});

test('whatever happens in between, the last word to a camera that moved is stop, and stops never double', async () => {
  const step = fc.constantFrom('right', 'up', 'stop', 'answer', 'fail', 'wait');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { tested, clock, sent, settle, settleAll } = drive();
      for (const name of steps) {
        if (name === 'right') tested.move(right);
        else if (name === 'up') tested.move(up);
        else if (name === 'stop') tested.stop();
        else if (name === 'wait') clock.advance(1_500);
        else await settle(name === 'fail' ? 'failed' : undefined);
      }
      tested.stop();
      await settleAll();
      const said = ops(sent);
      expect(said.at(-1) ?? 'stop').toBe('stop');
      expect(said.some((op, index) => op === 'stop' && said[index - 1] !== 'move')).toBe(false);
      expect(clock.pending).toBe(0);
    }),
  );
});
