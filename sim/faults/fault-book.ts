import type { Fault, FaultTarget } from './fault.ts';

export interface BookedFault {
  readonly code: FaultTarget;
  readonly fault: Fault;
}

/** Which camera has which fault. One at a time; a camera's own goes before the one that all have. */
export class FaultBook {
  readonly #faults = new Map<FaultTarget, Fault>();
  readonly #onChange: (code: FaultTarget) => void;

  /** @param onChange is called after every change with the camera, or `*`, whose entry changed */
  constructor(onChange: (code: FaultTarget) => void) {
    this.#onChange = onChange;
  }

  of(code: string): Fault | null {
    return this.#faults.get(code) ?? this.#faults.get('*') ?? null;
  }

  list(): BookedFault[] {
    return [...this.#faults].map(([code, fault]) => ({ code, fault }));
  }

  set(code: FaultTarget, fault: Fault): void {
    this.#faults.set(code, fault);
    this.#onChange(code);
  }

  /** @returns whether there was one */
  clear(code: FaultTarget): boolean {
    const existed = this.#faults.delete(code);
    if (existed) this.#onChange(code);
    return existed;
  }
}
