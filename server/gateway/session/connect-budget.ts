import type { Clock } from '#core/kit';
import { BusyDevices } from './busy-devices.ts';
import { DeadlineTimer } from './deadline-timer.ts';

/** Whose budgets a connect draws on. */
export interface BudgetKeys {
  readonly deviceKey: string;
  readonly siteKey: string;
}

/** A place in the queue, then a place at the table. */
export interface ConnectPermit {
  /** Gives it back, granted or not. Calling it again does nothing. */
  release(): void;
}

interface Waiter extends BudgetKeys {
  readonly grant: () => void;
}

/**
 * Bounds how many connects are under way at once to one device and to one site, first come first served, so that a
 * village whose power returns is not stormed. A device that said it is full is left alone for a while, then tried once
 * at a time until it takes a stream (Q13).
 */
export class ConnectBudget {
  readonly #clock: Clock;
  readonly #busy = new BusyDevices();
  readonly #timer: DeadlineTimer;
  readonly #perDeviceMax: number;
  readonly #perSiteMax: number;
  readonly #granted = new Set<Waiter>();
  readonly #waiting = new Set<Waiter>();
  readonly #devices = new Map<string, number>();
  readonly #sites = new Map<string, number>();

  constructor(
    limits: { readonly connectsPerDevice: number; readonly connectsPerSite: number },
    clock: Clock,
  ) {
    this.#clock = clock;
    this.#timer = new DeadlineTimer(clock, () => this.#grantWhatFits());
    this.#perDeviceMax = limits.connectsPerDevice;
    this.#perSiteMax = limits.connectsPerSite;
  }

  /** Calls `granted` once when there is room: at once, before this returns, or later. */
  request(keys: BudgetKeys, granted: () => void): ConnectPermit {
    const waiter: Waiter = { deviceKey: keys.deviceKey, siteKey: keys.siteKey, grant: granted };
    this.#waiting.add(waiter);
    this.#grantWhatFits();
    return { release: () => this.#release(waiter) };
  }

  /** Call when a device answered 453 or 503. @param jitter uniform in [0, 1) */
  deviceFull({ deviceKey }: BudgetKeys, jitter: number): void {
    this.#busy.refused(deviceKey, jitter, this.#clock.monotonicMs());
    this.#grantWhatFits();
  }

  /** Call when a device took a stream. */
  deviceAccepted({ deviceKey }: BudgetKeys): void {
    this.#busy.accepted(deviceKey);
    this.#grantWhatFits();
  }

  /** Whether a connect would have to wait because the device is full. */
  isFull({ deviceKey }: BudgetKeys): boolean {
    const nowMs = this.#clock.monotonicMs();
    return (this.#busy.untilMs(deviceKey, nowMs) ?? nowMs) > nowMs;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  #release(waiter: Waiter): void {
    this.#waiting.delete(waiter);
    if (this.#granted.delete(waiter)) {
      count(this.#devices, waiter.deviceKey, -1);
      count(this.#sites, waiter.siteKey, -1);
    }
    this.#grantWhatFits();
  }

  #grantWhatFits(): void {
    const nowMs = this.#clock.monotonicMs();
    let wakeMs = Number.POSITIVE_INFINITY;
    for (const waiter of this.#waiting) {
      const busyUntilMs = this.#busy.untilMs(waiter.deviceKey, nowMs);
      if (busyUntilMs !== null && busyUntilMs > nowMs) {
        wakeMs = Math.min(wakeMs, busyUntilMs);
        continue;
      }
      const perDeviceMax = busyUntilMs === null ? this.#perDeviceMax : 1;
      const deviceTaken = (this.#devices.get(waiter.deviceKey) ?? 0) >= perDeviceMax;
      if (deviceTaken || (this.#sites.get(waiter.siteKey) ?? 0) >= this.#perSiteMax) continue;
      this.#waiting.delete(waiter);
      this.#granted.add(waiter);
      count(this.#devices, waiter.deviceKey, 1);
      count(this.#sites, waiter.siteKey, 1);
      waiter.grant();
    }
    this.#timer.set(wakeMs === Number.POSITIVE_INFINITY ? null : wakeMs);
  }
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const next = (counts.get(key) ?? 0) + change;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}
