import { describe, expect, it } from 'vitest';
import { defaultPriority, type Priority } from '#core/alert';
import { ingestAlertSchema } from '#core/contracts';
import type { LonLat } from '#core/geo';
import { seededRandom } from '#sim/cameras';
import { type County, DEMO_SEED, generateCounty } from '#sim/county';
import { PatrolFleet } from '#sim/patrols';
import { contains } from '../../county/geometry/polygon.ts';
import { toPoint } from '../../county/geometry/projection.ts';
import type { Step } from '../step.ts';
import { EVENING_MS, writeEvening } from './write-evening.ts';

const county = generateCounty(DEMO_SEED);

/** The signals of the whole evening with their time, squads going their rounds meanwhile. */
function play(steps: readonly Step[], land: County) {
  const fleet = new PatrolFleet({ county: land, randomFor: (code) => seededRandom(Number(code.slice(2))) });
  let elapsedMs = 0;
  return steps.flatMap((step) => {
    for (; elapsedMs < step.atMs; elapsedMs += 1_000) fleet.advance(1_000);
    const signals = step.signals({ positionOf: (code) => fleet.positionOf(code) });
    return signals.map((signal, index) => {
      const stamped = { ...signal, sourceEventId: `${step.name}/${index}`, occurredAtMs: step.atMs };
      return { step, ...ingestAlertSchema.parse(stamped) };
    });
  });
}

const steps = writeEvening(county, seededRandom(DEMO_SEED));
const signals = play(steps, county);
const active = signals.filter(({ condition }) => condition === 'active');

function isInside(land: County, unitCode: string, position: LonLat): boolean {
  const unit = land.orgUnits.find(({ code }) => code === unitCode);
  return unit !== undefined && contains(unit.border.map(toPoint), toPoint(position));
}

describe('the evening', () => {
  it('begins within 20 s, shows one of each kind of work in the first minute, and fits its ten minutes', () => {
    expect(steps[0]?.atMs).toBeLessThanOrEqual(20_000);
    expect(steps.at(-1)?.atMs).toBeLessThan(EVENING_MS);
    const early = active.filter(({ occurredAtMs }) => occurredAtMs < 60_000).map(({ kind }) => kind);
    expect(early).toEqual([
      ...['watchlist_hit', 'grid_hazard', 'speeding'],
      ...['sos', 'patrol_missed_check_in', 'grid_dispute'],
    ]);
    expect(active[0]).toMatchObject({ kind: 'watchlist_hit', unitCode: '999901002' });
  });

  it('goes in order of time, each step with a name of its own', () => {
    const times = steps.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
  });

  it('speaks both languages, with place and details', () => {
    for (const { place, details } of signals) {
      for (const text of [place, details]) {
        expect(text?.zh).toMatch(/\p{Script=Han}/u);
        expect(text?.en).toMatch(/^[^\p{Script=Han}]+$|测/u);
      }
    }
  });

  it('happens at places that lie in the units it names, on the demo county and on another', () => {
    const other = generateCounty(4);
    for (const [land, happened] of [
      [county, signals],
      [other, play(writeEvening(other, seededRandom(4)), other)],
    ] as const) {
      const strays = happened.filter(
        ({ unitCode, position }) => position === undefined || !isInside(land, unitCode, position),
      );
      expect(strays.map(({ step }) => step.name)).toEqual([]);
    }
  });
});

describe('the work it makes', () => {
  it('has the mix of a real county: 5 % at once, 15 % soon, the rest later', () => {
    const priorities = active.map(({ kind, priority }): Priority => priority ?? defaultPriority(kind));
    const share = (wanted: (priority: Priority) => boolean) =>
      priorities.filter(wanted).length / active.length;
    expect(share((priority) => priority === 1)).toBeCloseTo(0.05, 1);
    expect(share((priority) => priority === 2)).toBeCloseTo(0.15, 1);
    expect(share((priority) => priority >= 3)).toBeGreaterThan(0.75);
  });

  it('is never a flood: no township gets ten alerts, and no half minute more than four', () => {
    const first = new Map<string, (typeof active)[number]>();
    for (const signal of active) {
      const key = signal.dedupKey ?? '';
      if (!first.has(key)) first.set(key, signal);
    }
    const alerts = [...first.values()];
    const townships = Map.groupBy(alerts, ({ unitCode }) => unitCode.slice(0, 9));
    for (const [township, own] of townships) expect(own.length, township).toBeLessThan(10);
    for (const { occurredAtMs: startMs } of alerts) {
      const burst = alerts.filter(
        ({ occurredAtMs }) => occurredAtMs >= startMs && occurredAtMs < startMs + 30_000,
      );
      expect(burst.length).toBeLessThanOrEqual(4);
    }
    expect(alerts.length).toBeLessThanOrEqual(30);
  });

  it('repeats some, ends some that were there before, and gives every camera its power back', () => {
    const keys = active.map(({ dedupKey }) => dedupKey);
    expect(new Set(keys).size).toBeLessThan(keys.length);
    const ends = signals.filter(({ condition }) => condition === 'ended');
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) {
      const started = active.some(
        ({ dedupKey, occurredAtMs }) => dedupKey === end.dedupKey && occurredAtMs < end.occurredAtMs,
      );
      expect(started, end.sourceEventId).toBe(true);
    }
    const dark = new Set<string>();
    for (const { outage } of steps) {
      for (const code of outage?.cameras ?? []) {
        if (outage?.isOn) dark.add(code);
        else dark.delete(code);
      }
    }
    expect(dark.size).toBe(0);
    expect(steps.some(({ outage }) => outage?.isOn)).toBe(true);
  });

  it('is the same for the same seed', () => {
    const again = play(writeEvening(county, seededRandom(DEMO_SEED)), county);
    expect(JSON.stringify(again)).toBe(JSON.stringify(signals));
    const other = play(writeEvening(county, seededRandom(1)), county);
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(signals));
  });
});
