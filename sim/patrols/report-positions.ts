import type { SquadPositionUpdate } from '#core/contracts';
import type { Cancel, Clock, Log } from '#core/kit';
import type { PatrolFleet } from './patrol-fleet.ts';

const EVERY_MS = 5_000;

export interface PositionReporting {
  readonly fleet: PatrolFleet;
  /** Sends one batch and says why some were refused. A batch that fails is lost; the next one is newer. */
  readonly send: (positions: readonly SquadPositionUpdate[]) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Moves the squads on and reports where they are, at once and every five seconds. @returns stops it */
export function reportPositions({ fleet, send, clock, log }: PositionReporting): Cancel {
  let cancel: Cancel = () => {};
  let isStopped = false;
  let movedMs = clock.monotonicMs();
  const report = async (): Promise<void> => {
    const nowMs = clock.monotonicMs();
    fleet.advance(nowMs - movedMs);
    movedMs = nowMs;
    try {
      const [refusal] = await send(fleet.positions(clock.now()));
      if (refusal !== undefined) log.warn({ refusal }, 'a position was refused');
    } catch (error) {
      if (!isStopped) log.warn({ err: error }, 'positions of squads could not be sent');
    }
    // After the answer: a slow server gets fewer reports, not a queue of them.
    if (!isStopped) cancel = clock.after(EVERY_MS, () => void report());
  };
  void report();
  return () => {
    isStopped = true;
    cancel();
  };
}
