import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { ReadRounds } from './read-rounds.ts';

function start() {
  const clock = new ManualClock();
  const rounds = new ReadRounds(clock);
  const woken: string[] = [];
  const at = (atMs: number, name: string) =>
    rounds.at(atMs, () => woken.push(`${name}@${clock.monotonicMs()}`));
  return { clock, woken, at };
}

describe('read rounds', () => {
  it('wakes those who are due at nearly the same time together, nobody early and nobody much later', () => {
    const { clock, woken, at } = start();
    at(121.5, 'a');
    at(120, 'b');
    at(129.9, 'c');
    at(131, 'd');
    expect(clock.pending).toBe(3);
    clock.advance(200);
    expect(woken).toEqual(['b@120', 'a@130', 'c@130', 'd@140']);
    expect(clock.pending).toBe(0);
  });

  it('wakes at once who is due already', () => {
    const { clock, woken, at } = start();
    clock.advance(1_000);
    at(500, 'late');
    clock.advance(0);
    expect(woken).toEqual(['late@1000']);
  });

  it('wakes nobody who has gone, and keeps no timer for nobody', () => {
    const { clock, woken, at } = start();
    const cancel = [at(105, 'a'), at(106, 'b')];
    for (const each of cancel) each();
    expect(clock.pending).toBe(0);
    at(107, 'c');
    for (const each of cancel) each();
    clock.advance(200);
    for (const each of cancel) each();
    expect(woken).toEqual(['c@110']);
  });

  it('takes those who rest again as soon as they are woken', () => {
    const clock = new ManualClock();
    const rounds = new ReadRounds(clock);
    const wokenMs: number[] = [];
    const rest = (): void => {
      wokenMs.push(clock.monotonicMs());
      if (wokenMs.length < 4) rounds.at(clock.monotonicMs() + 5, rest);
    };
    rounds.at(100, rest);
    clock.advance(200);
    expect(wokenMs).toEqual([100, 110, 120, 130]);
  });
});
