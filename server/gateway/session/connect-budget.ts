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
 * village whose power returns is not stormed.
 */
export class ConnectBudget {
  readonly #perDeviceMax: number;
  readonly #perSiteMax: number;
  readonly #granted = new Set<Waiter>();
  readonly #waiting = new Set<Waiter>();
  readonly #devices = new Map<string, number>();
  readonly #sites = new Map<string, number>();

  constructor(limits: { readonly connectsPerDevice: number; readonly connectsPerSite: number }) {
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

  get waiting(): number {
    return this.#waiting.size;
  }

  #release(waiter: Waiter): void {
    this.#waiting.delete(waiter);
    if (!this.#granted.delete(waiter)) return;
    count(this.#devices, waiter.deviceKey, -1);
    count(this.#sites, waiter.siteKey, -1);
    this.#grantWhatFits();
  }

  #grantWhatFits(): void {
    for (const waiter of this.#waiting) {
      const deviceFull = (this.#devices.get(waiter.deviceKey) ?? 0) >= this.#perDeviceMax;
      if (deviceFull || (this.#sites.get(waiter.siteKey) ?? 0) >= this.#perSiteMax) continue;
      this.#waiting.delete(waiter);
      this.#granted.add(waiter);
      count(this.#devices, waiter.deviceKey, 1);
      count(this.#sites, waiter.siteKey, 1);
      waiter.grant();
    }
  }
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const next = (counts.get(key) ?? 0) + change;
  if (next === 0) counts.delete(key);
  else counts.set(key, next);
}
