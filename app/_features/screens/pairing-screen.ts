import type { Pairing } from '#core/contracts';
import type { Cancel, Clock } from '#core/kit';
import { createStore } from '../../_lib/store/index.ts';

/** What a screen that is not in yet shows. */
export type PairingView =
  | { readonly state: 'opening' }
  /** `renewsAtMs`: on the monotonic clock. `isAway`: the server was not reached at the last try. */
  | {
      readonly state: 'showing';
      readonly code: string;
      readonly renewsAtMs: number;
      readonly isAway: boolean;
    }
  | { readonly state: 'refused' }
  | { readonly state: 'paired' };

export interface PairingApi {
  /** A code, in place of one that is shown no more. */
  readonly open: (replaces: string | null) => Promise<Pairing>;
  readonly claim: (secret: string) => Promise<'waiting' | 'paired'>;
  /** The HTTP status of what either has thrown; 0: none. */
  readonly statusOf: (error: unknown) => number;
}

const ASK_EVERY_MS = 2_000;
const RETRY_MS = 5_000;
const REFUSED_MS = 60_000;
/** Nobody who begins to type a code shall find it gone: it is renewed this long before its end. */
const RENEW_BEFORE_MS = 60_000;

/** Shows a code until somebody has entered it; a new one before it ends, and whenever the server knows it no more. */
export class PairingScreen {
  readonly view = createStore<PairingView>({ state: 'opening' });
  readonly #api: PairingApi;
  readonly #clock: Clock;
  #secret: string | null = null;
  #cancel: Cancel = () => {};
  #isStopped = false;

  constructor(api: PairingApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  start(): void {
    this.#isStopped = false;
    void this.#open();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #open(): Promise<void> {
    try {
      const { code, secret, expiresMs, serverTimeMs } = await this.#api.open(this.#secret);
      this.#secret = secret;
      // By this machine's monotonic clock: a screen's wall clock may be years off.
      const renewsAtMs = this.#clock.monotonicMs() + (expiresMs - serverTimeMs) - RENEW_BEFORE_MS;
      this.view.set({ state: 'showing', code, renewsAtMs, isAway: false });
      this.#after(ASK_EVERY_MS, () => this.#ask());
    } catch (error) {
      const isRefused = this.#api.statusOf(error) === 429;
      if (isRefused) this.view.set({ state: 'refused' });
      else this.#away();
      this.#after(isRefused ? REFUSED_MS : RETRY_MS, () => this.#open());
    }
  }

  async #ask(): Promise<void> {
    const view = this.view.get();
    if (this.#secret === null || view.state !== 'showing') return this.#open();
    try {
      if ((await this.#api.claim(this.#secret)) === 'paired') {
        this.#secret = null;
        this.view.set({ state: 'paired' });
        return;
      }
      if (view.isAway) this.view.set({ ...view, isAway: false });
    } catch (error) {
      if (this.#api.statusOf(error) === 404) return this.#open();
      this.#away();
      this.#after(RETRY_MS, () => this.#ask());
      return;
    }
    if (this.#clock.monotonicMs() >= view.renewsAtMs) return this.#open();
    this.#after(ASK_EVERY_MS, () => this.#ask());
  }

  #away(): void {
    const view = this.view.get();
    if (view.state === 'showing') this.view.set({ ...view, isAway: true });
  }

  #after(ms: number, run: () => Promise<void>): void {
    if (!this.#isStopped) this.#cancel = this.#clock.after(ms, () => void run());
  }
}
