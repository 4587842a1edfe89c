import type { z } from 'zod';
import type { ingestAlertSchema } from '#core/contracts';
import type { LonLat } from '#core/geo';

/** A signal as it is written down; its id and its time are given when it is sent. */
export type Signal = Omit<z.input<typeof ingestAlertSchema>, 'sourceEventId' | 'occurredAtMs'>;

/** What is only known when a step is played. */
export interface Scene {
  /** Where a squad is at this moment, by its code. */
  positionOf(squadCode: string): LonLat;
}

/** Something that happens in the county. */
export interface Step {
  /** `watchlist-hit`; unique in the script. */
  readonly name: string;
  /** From the start of the evening. */
  readonly atMs: number;
  /** Sent as one batch. */
  readonly signals: (scene: Scene) => readonly Signal[];
  /** Cameras that lose their power with this step, or get it back: what an alert says of a picture is true. */
  readonly outage?: { readonly cameras: readonly string[]; readonly isOn: boolean };
}

/** A step at so many seconds whose signals are the same whenever it is played. */
export function step(seconds: number, name: string, ...signals: readonly Signal[]): Step {
  return { name, atMs: seconds * 1000, signals: () => signals };
}
