import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandKind, CommandQueue } from './command-queue.ts';

/** A queue whose commands end when the test says so. */
function rig() {
  const sent: string[] = [];
  const ends: (() => void)[] = [];
  let idled = 0;
  const idle = (): void => void idled++;
  const queue = new CommandQueue<string>({ overtaken: 'overtaken', full: 'full', idle });
  const add = (kind: CommandKind, name: string) =>
    queue.add(kind, () => {
      sent.push(name);
      return new Promise((resolve) => ends.push(() => resolve(name)));
    });
  const endNext = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { sent, add, endNext, idled: () => idled };
}

describe('commands of one camera', () => {
  it('run one after the other', async () => {
    const { sent, add, endNext, idled } = rig();
    const outcomes = [add('other', 'a'), add('other', 'b')];
    expect(sent).toEqual(['a']);
    await endNext();
    expect(sent).toEqual(['a', 'b']);
    expect(idled()).toBe(0);
    await endNext();
    expect(await Promise.all(outcomes)).toEqual(['a', 'b']);
    expect(idled()).toBe(1);
  });

  it('are overtaken by a stop, which makes moves that wait pointless', async () => {
    const { sent, add, endNext } = rig();
    void add('move', 'move 1');
    void add('other', 'preset');
    const second = add('move', 'move 2');
    void add('stop', 'stop');
    expect(await second).toBe('overtaken');
    for (let count = 0; count < 3; count++) await endNext();
    expect(sent).toEqual(['move 1', 'stop', 'preset']);
  });

  it('keep only the newest move that waits', async () => {
    const { sent, add, endNext } = rig();
    void add('move', 'move 1');
    const second = add('move', 'move 2');
    const third = add('move', 'move 3');
    expect(await second).toBe('overtaken');
    await endNext();
    await endNext();
    expect(await third).toBe('move 3');
    expect(sent).toEqual(['move 1', 'move 3']);
  });

  it('do not pile up', async () => {
    const { sent, add, endNext } = rig();
    const added = Array.from({ length: 20 }, (_, index) => add('other', `${index}`));
    expect(await Promise.race([added[9], added[8]])).toBe('full');
    const stops = Array.from({ length: 20 }, (_, index) => add('stop', `stop ${index}`));
    await endNext();
    await endNext();
    expect(await Promise.all(stops)).toEqual(stops.map(() => 'stop 0'));
    expect(sent.filter((name) => name.startsWith('stop'))).toEqual(['stop 0']);
  });

  it('go on after one that throws', async () => {
    const queue = new CommandQueue<string>({ overtaken: '', full: '', idle: () => {} });
    const thrown = queue.add('other', () => Promise.reject(new Error('no')));
    await expect(thrown).rejects.toThrow('no');
    expect(await queue.add('other', async () => 'next')).toBe('next');
  });

  it('never leave a camera moving after the last stop, and answer every caller', async () => {
    const kinds = fc.array(fc.constantFrom('move', 'stop', 'other', 'end' as const), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(kinds, async (steps) => {
        const { sent, add, endNext } = rig();
        const outcomes: Promise<string>[] = [];
        for (const step of steps) {
          if (step === 'end') await endNext();
          else outcomes.push(add(step, step));
        }
        for (let count = 0; count < steps.length; count++) await endNext();
        await Promise.all(outcomes);
        if (steps.findLast((step) => step === 'move' || step === 'stop') === 'stop')
          expect(sent.findLast((name) => name === 'move' || name === 'stop')).toBe('stop');
      }),
      { numRuns: 60 },
    );
  });
});
