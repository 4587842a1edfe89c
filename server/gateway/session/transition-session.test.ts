import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offlineReasons } from '#core/camera';
import { initialSession, type SessionEffect, type SessionEvent, type SessionState } from './session-state.ts';
import { sessionDeadlineMs, transitionSession } from './transition-session.ts';

/** Runs events against the machine and keeps what a supervisor would hold. */
class Run {
  session: SessionState = initialSession;
  nowMs = 0;
  readonly effects: SessionEffect[] = [];
  held = { connections: 0, permits: 0 };

  event(event: SessionEvent): this {
    const { session, effects } = transitionSession(this.session, event, this.nowMs);
    this.session = session;
    this.effects.push(...effects);
    for (const effect of effects) {
      if (effect === 'open') this.held.connections++;
      if (effect === 'close') this.held.connections--;
      if (effect === 'ask_permit') this.held.permits++;
      if (effect === 'return_permit') this.held.permits--;
    }
    return this;
  }

  events(
    ...types: ('viewer_joined' | 'viewer_left' | 'permitted' | 'connected' | 'picture' | 'media')[]
  ): this {
    for (const type of types) this.event({ type });
    return this;
  }

  fail(reason: (typeof offlineReasons)[number] = 'timeout', jitter = 0.5): this {
    return this.event({ type: 'failed', reason, jitter });
  }

  after(ms: number, lastMediaMs = 0): this {
    this.nowMs += ms;
    return this.event({ type: 'tick', lastMediaMs, jitter: 0.5 });
  }

  get state(): string {
    return this.session.phase.state;
  }

  takeEffects(): SessionEffect[] {
    return this.effects.splice(0);
  }
}

const live = (): Run => new Run().events('viewer_joined', 'permitted', 'connected', 'picture');

describe('session: the way to pictures', () => {
  it('S1 starts with the first viewer, once', () => {
    const run = new Run().events('viewer_joined', 'viewer_joined');
    expect([run.state, run.takeEffects(), run.session.viewers.count]).toEqual([
      'connecting',
      ['ask_permit'],
      2,
    ]);
  });

  it('S2 waits for its permit without a deadline, then has 10 s', () => {
    const run = new Run().events('viewer_joined');
    expect(sessionDeadlineMs(run.session)).toBeNull();
    run.after(60_000).events('permitted');
    expect(run.takeEffects()).toEqual(['ask_permit', 'open']);
    expect(run.after(9_999).state).toBe('connecting');
    expect(run.after(1).session.phase).toMatchObject({ state: 'backing_off', reason: 'timeout', attempt: 1 });
    expect(run.takeEffects()).toEqual(['close', 'return_permit']);
  });

  it('S3 gives the permit back once connected, and is live with the first picture', () => {
    const run = new Run().events('viewer_joined', 'permitted', 'connected');
    expect([run.state, run.takeEffects()]).toEqual(['starting', ['ask_permit', 'open', 'return_permit']]);
    expect(run.events('picture').state).toBe('live');
  });

  it('S3 gives up a start without RTP in 5 s, or without a picture in 60 s', () => {
    const silent = new Run().events('viewer_joined', 'permitted', 'connected').after(5_000);
    expect(silent.session.phase).toMatchObject({ state: 'backing_off', reason: 'no_media' });
    const endless = new Run().events('viewer_joined', 'permitted', 'connected');
    for (let second = 1; second < 60; second++) endless.after(1_000, endless.nowMs + 1_000);
    expect(endless.state).toBe('starting');
    expect(endless.after(1_000, endless.nowMs + 1_000).state).toBe('backing_off');
  });
});

describe('session: loss and retry', () => {
  it('S4 stalls after 5 s without RTP and recovers when it comes back', () => {
    const run = live().after(4_000, 3_000).after(3_999, 3_000);
    expect(run.state).toBe('live');
    expect(run.after(1, 3_000).state).toBe('stalled');
    expect(run.events('media').state).toBe('live');
    expect(run.takeEffects()).not.toContain('close');
  });

  it('S4 gives a stalled connection up after 3 s', () => {
    const run = live();
    run.takeEffects();
    run.after(5_000).after(3_000);
    expect(run.session.phase).toMatchObject({ state: 'backing_off', reason: 'no_media' });
    expect(run.takeEffects()).toEqual(['close']);
  });

  it('S5 doubles the ceiling of the delay from 1 s to 60 s', () => {
    const run = new Run().events('viewer_joined');
    const delays = Array.from({ length: 9 }, () => {
      run.events('permitted').fail('refused', 0.999999);
      const delayMs = (sessionDeadlineMs(run.session) ?? 0) - run.nowMs;
      run.after(delayMs);
      return Math.round(delayMs / 1_000);
    });
    expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(run.session.phase).toMatchObject({ state: 'connecting', attempt: 10, reason: 'refused' });
  });

  it('S6 forgets past failures only after 30 s of live pictures', () => {
    const failAfter = (liveMs: number): unknown => {
      const run = new Run()
        .events('viewer_joined', 'permitted')
        .fail()
        .after(500)
        .events('permitted')
        .fail()
        .after(1_000);
      run.events('permitted', 'connected', 'picture');
      for (let ms = 0; ms < liveMs; ms += 1_000) run.after(1_000, run.nowMs + 1_000);
      return run.fail('unreachable').session.phase;
    };
    expect(failAfter(29_000)).toMatchObject({ state: 'backing_off', attempt: 3 });
    expect(failAfter(30_000)).toMatchObject({ state: 'backing_off', attempt: 0 });
  });
});

describe('session: passwords and sources', () => {
  const parked = (): Run =>
    new Run()
      .events('viewer_joined', 'permitted')
      .fail('unauthorized')
      .after(500)
      .events('permitted')
      .fail('unauthorized');

  it('S7 parks after the second refusal', () => {
    const run = parked();
    expect(run.session.phase).toMatchObject({ state: 'parked', attempt: 2 });
    expect(run.held).toEqual({ connections: 0, permits: 0 });
  });

  it('S7 counts refusals in a row only', () => {
    const run = new Run().events('viewer_joined', 'permitted').fail('unauthorized').after(500);
    run.events('permitted', 'connected', 'picture').fail('unreachable').after(5_000);
    expect(run.events('permitted').fail('unauthorized').state).toBe('backing_off');
  });

  it('S8 gives one more try to a viewer who joins 60 s later, not before', () => {
    const run = parked();
    run.after(59_999).events('viewer_joined');
    expect(run.state).toBe('parked');
    run.after(1).events('viewer_joined');
    expect(run.state).toBe('connecting');
    expect(run.events('permitted').fail('unauthorized').state).toBe('parked');
  });

  it('S9 looks for a changed source every 60 s while parked, and starts afresh with one', () => {
    const run = parked();
    run.takeEffects();
    run.after(60_000).after(60_000);
    expect(run.takeEffects()).toEqual(['recheck_source', 'recheck_source']);
    run.event({ type: 'source_changed' });
    expect(run.session.phase).toMatchObject({ state: 'connecting', attempt: 1, passwordRefusals: 0 });
  });

  it('S9 drops a connection to what is no longer the source', () => {
    const run = live();
    run.takeEffects();
    expect(run.event({ type: 'source_changed' }).takeEffects()).toEqual(['close', 'ask_permit']);
  });
});

describe('session: the end', () => {
  it('S10 ends 20 s after the last viewer left', () => {
    const run = live().events('viewer_joined', 'viewer_left');
    run.takeEffects();
    run.after(20_000, 20_000);
    expect(run.state).toBe('live');
    run.events('viewer_left').after(19_999, run.nowMs + 19_999);
    expect(run.state).toBe('live');
    expect([run.after(1, run.nowMs).state, run.takeEffects()]).toEqual(['idle', ['close', 'end']]);
  });

  it('S10 goes on when a viewer comes back in time', () => {
    const run = live()
      .events('viewer_left')
      .after(10_000, 10_000)
      .events('viewer_joined')
      .after(15_000, 25_000);
    expect(run.state).toBe('live');
  });

  it('S11 viewers stay through every failure', () => {
    const run = live();
    for (const reason of offlineReasons) run.fail(reason).after(60_000).events('permitted');
    expect(run.session.viewers.count).toBe(1);
  });
});

describe('session: any sequence of events', () => {
  const type = fc.constantFrom(
    ...([
      'viewer_joined',
      'viewer_left',
      'permitted',
      'connected',
      'picture',
      'media',
      'source_changed',
    ] as const),
  );
  const command: fc.Arbitrary<{ event: SessionEvent; waitMs: number }> = fc.record({
    waitMs: fc.constantFrom(0, 1, 500, 3_000, 5_000, 10_000, 20_000, 61_000),
    event: fc.oneof(
      { weight: 6, arbitrary: type.map((one) => ({ type: one })) },
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constant('failed' as const),
          reason: fc.constantFrom(...offlineReasons),
          jitter: fc.constantFrom(0, 0.5, 0.99),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constant('tick' as const),
          lastMediaMs: fc.nat(100_000),
          jitter: fc.constantFrom(0, 0.5, 0.99),
        }),
      },
    ),
  });

  it('S1–S11 never two connections or permits, never stuck, never fewer than no viewers', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
        const run = new Run();
        let viewers = 0;
        for (const { event, waitMs } of commands) {
          if (event.type === 'viewer_left' && viewers === 0) continue;
          if (event.type === 'viewer_joined') viewers++;
          if (event.type === 'viewer_left') viewers--;
          run.nowMs += waitMs;
          run.event(event);
          const { phase } = run.session;
          const { connections, permits } = run.held;
          const opened =
            phase.state === 'connecting'
              ? phase.deadlineMs !== null
              : /^(starting|live|stalled)$/.test(phase.state);
          expect([connections, permits]).toEqual([opened ? 1 : 0, phase.state === 'connecting' ? 1 : 0]);
          expect(run.session.viewers.count).toBe(viewers);
          if (viewers > 0) expect(phase.state).not.toBe('idle');
          // Whatever it does not wait for with a timer, the budget will grant.
          const waits = sessionDeadlineMs(run.session) !== null || permits === 1;
          expect(waits || phase.state === 'idle').toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('S10 always ends once everybody left', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const run = new Run();
        for (const { event, waitMs } of commands) {
          run.nowMs += waitMs;
          run.event(event);
        }
        while (run.session.viewers.count > 0) run.events('viewer_left');
        for (let round = 0; round < 3 && run.state !== 'idle'; round++) run.after(20_000, run.nowMs + 20_000);
        expect([run.state, run.held]).toEqual(['idle', { connections: 0, permits: 0 }]);
      }),
    );
  });
});
