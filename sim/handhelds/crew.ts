import type { AssignmentPhase } from '#core/dispatch';
import type { LonLat } from '#core/geo';
import { type AssignmentId, assertNever, type Cancel, type Clock } from '#core/kit';
import type { Vehicle } from '#sim/patrols';
import type { PatrolTask } from '#sim/web';

/** What a crew can press on its handheld. */
export type Step = 'acknowledge' | 'decline' | 'depart' | 'arrive' | 'clear';

export interface CrewOptions {
  readonly vehicle: Vehicle;
  readonly press: (assignmentId: AssignmentId, step: Step) => void;
  /** `person`: somebody else presses; this crew only drives. */
  readonly hands: 'simulated' | 'person';
  readonly clock: Clock;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
}

const ANSWER_MS = { least: 3_000, most: 8_000 };
const DEPART_MS = { least: 2_000, most: 5_000 };
const WORK_MS = { least: 20_000, most: 40_000 };
/** For an incident that has no position to drive to. */
const SEARCH_MS = { least: 20_000, most: 40_000 };
const DECLINES = 0.08;

/** The people of one squad: does what its task asks, as fast as people are. */
export class Crew {
  readonly #options: CrewOptions;
  /** Which assignment in which phase was acted on; the same again is no news. */
  #seen: string | null = null;
  #cancel: Cancel = () => {};

  constructor(options: CrewOptions) {
    this.#options = options;
  }

  /** Looks at the task on the handheld; `null` is none. */
  see(task: PatrolTask['task']): void {
    const seen = task === null ? null : `${task.assignment.id}/${task.assignment.phase}`;
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#cancel();
    this.#cancel = () => {};
    if (task === null) this.#options.vehicle.resumeRounds();
    else this.#follow(task.assignment.id, task.assignment.phase, task.incident.position);
  }

  /** Lets everything be. */
  stop(): void {
    this.#cancel();
  }

  #follow(id: AssignmentId, phase: AssignmentPhase, place: LonLat | null): void {
    const { vehicle, random } = this.#options;
    switch (phase) {
      case 'offered':
        this.#pressAfter(ANSWER_MS, id, random() < DECLINES ? 'decline' : 'acknowledge');
        break;
      case 'acked':
        this.#pressAfter(DEPART_MS, id, 'depart');
        break;
      case 'en_route':
        if (place === null) this.#pressAfter(SEARCH_MS, id, 'arrive');
        else vehicle.driveTo(place, () => this.#press(id, 'arrive'));
        break;
      case 'on_scene':
        vehicle.stand();
        this.#pressAfter(WORK_MS, id, 'clear');
        break;
      case 'cleared':
      case 'declined':
      case 'timed_out':
      case 'recalled':
        vehicle.resumeRounds();
        break;
      default:
        assertNever(phase);
    }
  }

  #pressAfter({ least, most }: typeof ANSWER_MS, id: AssignmentId, step: Step): void {
    const { clock, random, hands } = this.#options;
    if (hands === 'person') return;
    this.#cancel = clock.after(least + random() * (most - least), () => this.#press(id, step));
  }

  #press(id: AssignmentId, step: Step): void {
    if (this.#options.hands === 'simulated') this.#options.press(id, step);
  }
}
