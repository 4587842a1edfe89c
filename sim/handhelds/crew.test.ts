import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignmentPhases } from '#core/dispatch';
import { type AssignmentId, type IncidentId, ManualClock, type SquadId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { seededRandom } from '#sim/cameras';
import type { PatrolTask } from '#sim/web';
import { Crew, type Step } from './crew.ts';

type Task = NonNullable<PatrolTask['task']>;
const PLACE = { lon: 102, lat: 40.2 };

function task(phase: Task['assignment']['phase'], id = 'asg_1', position: typeof PLACE | null = PLACE): Task {
  const orgPath = '999901' as OrgPath;
  const incidentId = 'inc_1' as IncidentId;
  const times = { offeredAtMs: 0, answerByMs: 60_000, sinceMs: 0 };
  return {
    assignment: {
      id: id as AssignmentId,
      incidentId,
      squadId: 'sqd_xl01' as SquadId,
      orgPath,
      phase,
      ...times,
    },
    incident: {
      ...{ id: incidentId, kind: 'sos', priority: 1, title: { zh: '求助', en: 'SOS' }, orgPath, position },
      ...{ ownerId: 'org_1' as Task['incident']['ownerId'], alertIds: [], openedAtMs: 0 },
      state: { phase: 'dispatched', by: 'system' },
    },
  };
}

function rig(hands: 'simulated' | 'person' = 'simulated', random: () => number = seededRandom(5)) {
  const clock = new ManualClock();
  const pressed: { step: Step; atMs: number }[] = [];
  const did: string[] = [];
  let arrive = (): void => {};
  const crew = new Crew({
    hands,
    clock,
    random,
    press: (_, step) => pressed.push({ step, atMs: clock.monotonicMs() }),
    vehicle: {
      driveTo: (place, arrived) => {
        did.push(`drive ${place.lon} ${place.lat}`);
        arrive = arrived;
      },
      stand: () => did.push('stand'),
      resumeRounds: () => did.push('rounds'),
    },
  });
  return { clock, pressed, did, crew, arrive: () => arrive() };
}

describe('a crew', () => {
  it('answers after 3–8 s, sets out, drives there, arrives, clears after 20–40 s, and goes back', () => {
    const { crew, clock, pressed, did, arrive } = rig();
    crew.see(task('offered'));
    clock.advance(2_999);
    expect(pressed).toEqual([]);
    clock.advance(5_001);
    expect(pressed.map(({ step }) => step)).toEqual(['acknowledge']);
    crew.see(task('acked'));
    clock.advance(5_000);
    expect(pressed.at(-1)?.step).toBe('depart');
    crew.see(task('en_route'));
    expect(did).toEqual(['drive 102 40.2']);
    clock.advance(600_000);
    expect(pressed).toHaveLength(2);
    arrive();
    expect(pressed.at(-1)?.step).toBe('arrive');
    const arrivedMs = clock.monotonicMs();
    crew.see(task('on_scene'));
    clock.advance(40_000);
    const cleared = pressed.at(-1);
    expect(cleared?.step).toBe('clear');
    expect((cleared?.atMs ?? 0) - arrivedMs).toBeGreaterThanOrEqual(20_000);
    crew.see(null);
    expect(did.at(-1)).toBe('rounds');
    expect(clock.pending).toBe(0);
  });

  it('acts once on what it sees again and again', () => {
    const { crew, clock, pressed } = rig();
    for (let i = 0; i < 5; i++) {
      crew.see(task('offered'));
      clock.advance(1_000);
    }
    clock.advance(10_000);
    expect(pressed).toHaveLength(1);
  });

  it('drops what it was about to do when it is called back, or something else is offered', () => {
    const { crew, clock, pressed, did } = rig();
    crew.see(task('offered'));
    clock.advance(1_000);
    crew.see(task('recalled'));
    clock.advance(60_000);
    expect(pressed).toEqual([]);
    expect(did).toEqual(['rounds']);
  });
});

describe('any crew', () => {
  it('declines sometimes, not often', () => {
    const random = seededRandom(1);
    const answers = Array.from({ length: 400 }, (_, n) => {
      const { crew, clock, pressed } = rig('simulated', random);
      crew.see(task('offered', `asg_${n}`));
      clock.advance(10_000);
      return pressed[0]?.step;
    });
    const declined = answers.filter((answer) => answer === 'decline').length;
    expect(declined).toBeGreaterThan(10);
    expect(declined).toBeLessThan(60);
  });

  it('searches for a while where nobody knows the place', () => {
    const { crew, clock, pressed, did } = rig();
    crew.see(task('en_route', 'asg_1', null));
    clock.advance(40_000);
    expect(pressed.map(({ step }) => step)).toEqual(['arrive']);
    expect(did).toEqual([]);
  });

  it('leaves the buttons to the person who plays it, and drives as they press', () => {
    const { crew, clock, pressed, did, arrive } = rig('person');
    for (const phase of ['offered', 'acked', 'en_route', 'on_scene'] as const) {
      crew.see(task(phase));
      clock.advance(60_000);
      if (phase === 'en_route') arrive();
    }
    expect(pressed).toEqual([]);
    expect(did).toEqual(['drive 102 40.2', 'stand']);
  });

  it('never has more than one thing in mind, whatever it sees', () => {
    const seen = fc.option(fc.record({ phase: fc.constantFrom(...assignmentPhases), id: fc.nat(2) }));
    fc.assert(
      fc.property(fc.array(seen), (sights) => {
        const { crew, clock } = rig();
        for (const sight of sights) {
          crew.see(sight === null ? null : task(sight.phase, `asg_${sight.id}`));
          expect(clock.pending).toBeLessThanOrEqual(1);
        }
        crew.stop();
        expect(clock.pending).toBe(0);
      }),
    );
  });
});
