import { beforeEach, describe, expect, it } from 'vitest';
import type { IngestAlert, IngestResult } from '#core/contracts';
import { type AlertId, ManualClock } from '#core/kit';
import { Evening } from './evening.ts';
import { type Signal, step } from './step.ts';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const signal = (name: string): Signal => ({
  ...{ kind: 'manual', unitCode: '999901001', place: { zh: name, en: name }, dedupKey: name },
});
const STEPS = [
  step(1, 'first', signal('a')),
  { ...step(5, 'second', signal('b'), signal('c')), outage: { cameras: ['1', '2'], isOn: true } },
  step(9, 'third', signal('d')),
];

let clock: ManualClock;
let sent: (readonly IngestAlert[])[];
let outages: unknown[];
let failures: number;
beforeEach(() => {
  clock = new ManualClock();
  [sent, outages, failures] = [[], [], 0];
});

function evening(): Evening {
  return new Evening({
    ...{ steps: STEPS, lengthMs: 10_000, runId: 'run', clock, log: quiet },
    scene: { positionOf: () => ({ lon: 0, lat: 0 }) },
    setOutage: (cameras, isOn) => outages.push({ cameras, isOn }),
    send: async (alerts): Promise<IngestResult[]> => {
      sent.push(alerts);
      if (failures-- > 0) throw new Error('connection refused');
      return alerts.map(() => ({ result: 'accepted', alertId: 'alt_1' as AlertId, repeatOf: false }));
    },
  });
}

const ids = () => sent.flat().map(({ sourceEventId }) => sourceEventId);
/** Lets time pass second by second, and what waits for an answer go on. */
async function pass(seconds: number) {
  for (let i = 0; i < seconds; i++) {
    clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the evening', () => {
  it('plays its steps in their time, over and over, each signal with an id and the time it was sent', async () => {
    const played = evening();
    await pass(20);
    expect(sent).toEqual([]);
    played.start();
    const startMs = clock.now();
    await pass(11);
    expect(ids()).toEqual([
      ...['run/r1/first/1', 'run/r1/second/1', 'run/r1/second/2', 'run/r1/third/1', 'run/r2/first/1'],
    ]);
    expect(sent.map(([alert]) => (alert?.occurredAtMs ?? 0) - startMs)).toEqual([
      1_000, 5_000, 9_000, 11_000,
    ]);
    expect(outages).toEqual([{ cameras: ['1', '2'], isOn: true }]);
    expect(played.report()).toMatchObject({
      ...{ state: 'running', round: 2, elapsedMs: 1_000, next: 'second', signals: { accepted: 5, lost: 0 } },
    });
  });

  it('stands still while it is paused', async () => {
    const played = evening();
    played.start();
    await pass(3);
    played.pause();
    await pass(60);
    expect(played.report()).toMatchObject({ state: 'paused', elapsedMs: 3_000 });
    played.resume();
    await pass(1);
    expect(sent).toHaveLength(1);
    await pass(1);
    expect(sent).toHaveLength(2);
  });

  it('does not begin when it was paused before, until it is resumed', async () => {
    const played = evening();
    played.pause();
    played.start();
    await pass(60);
    expect(sent).toEqual([]);
    played.resume();
    await pass(1);
    expect(ids()).toEqual(['run/r1/first/1']);
  });

  it('sends the same again while the web role is away, and gives up in the end', async () => {
    failures = 2;
    const played = evening();
    played.start();
    await pass(8);
    expect(ids()).toEqual([
      ...['run/r1/first/1', 'run/r1/first/1', 'run/r1/second/1', 'run/r1/second/2', 'run/r1/first/1'],
    ]);
    expect(played.report().signals).toMatchObject({ accepted: 3, lost: 0 });
    failures = Number.POSITIVE_INFINITY;
    await pass(60);
    played.pause();
    const third = ids().filter((id) => id === 'run/r1/third/1');
    expect(third).toHaveLength(5);
    expect(played.report().signals.lost).toBeGreaterThan(0);
  });
});

describe('whoever directs the evening', () => {
  it('plays one step at once when it is told to, with ids of its own', async () => {
    const played = evening();
    expect(played.has('second')).toBe(true);
    expect(played.has('fourth')).toBe(false);
    expect(await played.fire('second')).toHaveLength(2);
    await played.fire('second');
    expect(ids()).toEqual([...['run/x1/second/1', 'run/x1/second/2', 'run/x2/second/1', 'run/x2/second/2']]);
    const [usual] = sent.at(-1) ?? [];
    await played.fire('second', true);
    expect(sent.at(-1)?.[0]).toMatchObject({
      ...usual,
      dedupKey: 'run/x3/b',
      sourceEventId: 'run/x3/second/1',
    });
    await expect(played.fire('fourth')).rejects.toThrow('no step fourth');
    failures = 1;
    await expect(played.fire('first')).rejects.toThrow('connection refused');
  });

  it('can close it for good', async () => {
    const played = evening();
    played.start();
    await pass(2);
    played.close();
    await pass(60);
    expect(sent).toHaveLength(1);
    expect(clock.pending).toBe(0);
    played.start();
    expect(clock.pending).toBe(0);
  });
});
