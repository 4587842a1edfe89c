import type { StreamSource } from '#core/camera';
import { PASSWORD_REFUSALS_MAX } from './session-timing.ts';

interface Refusals {
  readonly username: string | null;
  readonly password: string | null;
  count: number;
  lastMs: number;
}

/** More devices than one gateway serves; past it the oldest memory goes. */
const DEVICES_MAX = 10_000;

/**
 * Remembers which devices refused which password, over sessions, profiles and probes: the channels of one recorder share
 * its lock-out, so what one of them learned holds for all.
 */
export class RefusedPasswords {
  readonly #devices = new Map<string, Refusals>();

  /** Whether the password may be tried: not when it was refused twice, the last time less than `quietMs` ago. */
  mayTry(source: StreamSource, nowMs: number, quietMs: number): boolean {
    const refusals = this.#of(source);
    if (refusals === undefined || refusals.count < PASSWORD_REFUSALS_MAX) return true;
    return nowMs - refusals.lastMs >= quietMs;
  }

  refused(source: StreamSource, nowMs: number): void {
    const count = (this.#of(source)?.count ?? 0) + 1;
    this.#devices.delete(source.deviceKey);
    const { username = null, password = null } = source.credentials ?? {};
    this.#devices.set(source.deviceKey, { username, password, count, lastMs: nowMs });
    const oldest = this.#devices.keys().next().value;
    if (this.#devices.size > DEVICES_MAX && oldest !== undefined) this.#devices.delete(oldest);
  }

  accepted(source: StreamSource): void {
    this.#devices.delete(source.deviceKey);
  }

  /** Another password than the one refused starts with a clean slate. */
  #of(source: StreamSource): Refusals | undefined {
    const refusals = this.#devices.get(source.deviceKey);
    const { username = null, password = null } = source.credentials ?? {};
    return refusals?.username === username && refusals.password === password ? refusals : undefined;
  }
}
