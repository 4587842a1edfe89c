import { expect, it, vi } from 'vitest';
import { ingestPositionSchema, type SquadPositionUpdate } from '#core/contracts';
import { ManualClock } from '#core/kit';
import { seededRandom } from '#sim/cameras';
import { PatrolFleet, reportPositions } from './index.ts';
import { at, TOWN } from './testing/town.ts';

const quiet = { debug: () => {}, info: () => {}, warn: vi.fn(), error: () => {} };
const name = { zh: '一组', en: 'One' };
const squads = ['xl01', 'xl02'].map((code) => ({
  ...{ code, name, kind: 'brigade' as const, unitCode: '999901001', homeNode: 'sw' },
}));

function rig(send: (positions: readonly SquadPositionUpdate[]) => Promise<readonly string[]>) {
  const clock = new ManualClock();
  const fleet = new PatrolFleet({
    county: { roads: TOWN, squads },
    randomFor: () => seededRandom(3),
    watches: { xl02: at(1000, 1000) },
  });
  const stop = reportPositions({ fleet, send, clock, log: quiet });
  /** Lets time pass, and what waits for an answer go on. */
  const pass = async (ms: number) => {
    clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, stop, pass };
}

it('reports every squad at once and every five seconds, as the contract has it', async () => {
  const batches: (readonly SquadPositionUpdate[])[] = [];
  const { stop, pass, clock } = rig(async (positions) => {
    batches.push(positions);
    return [];
  });
  await pass(0);
  for (let i = 0; i < 3; i++) await pass(5_000);
  expect(batches).toHaveLength(4);
  for (const position of batches.flat()) ingestPositionSchema.parse(position);
  expect(batches[0]?.map(({ squadId }) => squadId)).toEqual(['sqd_xl01', 'sqd_xl02']);
  expect(batches[3]?.[0]?.atMs).toBe((batches[0]?.[0]?.atMs ?? 0) + 15_000);
  stop();
  await pass(60_000);
  expect(batches).toHaveLength(4);
  expect(clock.pending).toBe(0);
});

it('goes on after a batch that could not be sent, and makes up for the time', async () => {
  let asked = 0;
  const { pass, stop } = rig(async () => {
    asked++;
    throw new Error('connection refused');
  });
  await pass(0);
  await pass(5_000);
  expect(asked).toBe(2);
  expect(quiet.warn).toHaveBeenCalled();
  stop();
});
