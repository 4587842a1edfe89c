import type { Cancel } from '#core/kit';
import type { PtzDrive, Velocity } from './ptz-drive.ts';

/** What a page and its window tell of being left. */
export interface PageEvents {
  readonly window: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly document: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>;
}

/** The operator's hand on a camera's controls: it moves only what it holds. */
export class PtzHand {
  readonly #drive: Pick<PtzDrive, 'move' | 'stop'>;
  #isHolding = false;

  constructor(drive: Pick<PtzDrive, 'move' | 'stop'>) {
    this.#drive = drive;
  }

  /** Takes hold and moves; in the middle of the pad (`null`) nothing yet. */
  take(velocity: Velocity | null): void {
    this.#isHolding = true;
    this.steer(velocity);
  }

  /** Changes the move that is held; nothing when nothing is. */
  steer(velocity: Velocity | null): void {
    if (this.#isHolding && velocity !== null) this.#drive.move(velocity);
    else this.#drive.stop();
  }

  letGo(): void {
    this.#isHolding = false;
    this.#drive.stop();
  }

  /** Lets go when the window loses the focus, the page is hidden, or the returned function is called. */
  letGoWith({ window, document }: PageEvents): Cancel {
    const letGo = () => this.letGo();
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') this.letGo();
    };
    window.addEventListener('blur', letGo);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      window.removeEventListener('blur', letGo);
      document.removeEventListener('visibilitychange', onVisibility);
      this.letGo();
    };
  }
}
