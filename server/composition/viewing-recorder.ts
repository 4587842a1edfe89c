import type { Cancel, Clock, EpochMs } from '#core/kit';
import type { Database } from '#db/database';
import {
  type EndedViewing,
  endLeftViewings,
  saveViewings,
  touchViewings,
  type ViewingChanges,
} from '#db/repositories';
import type { Logger } from '#server/config';
import type { Viewing, ViewingSink } from '#server/gateway';

/** How long a viewing may be known to this process alone. */
const WRITE_EVERY_MS = 5_000;
/** The audit log has the beginning of a viewing after a minute at the latest; a shorter one is one row. */
const LASTING_AFTER_MS = 45_000;
/** The end of viewings whose gateway died is known this well. */
const TOUCH_EVERY_MS = 30_000;
/** A gateway that has not been seen for so long does not come back to its viewings. */
const LEFT_AFTER_MS = 300_000;
/** While the database is away so many ends are kept; those of a wall of 36 that changes every second for an hour. */
const ENDED_MAX = 100_000;

/** `begun`: known here alone; `kept`: in the database; `audited`: in the audit log too. */
type Standing = 'begun' | 'kept' | 'audited';

export interface ViewingRecorderOptions {
  readonly database: Database;
  /** This gateway among all, the same after a restart. */
  readonly gatewayId: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly endedMax?: number;
}

/**
 * Writes into the audit log who watched what. The media path never waits for the database: viewings are noted here and
 * written in batches. One that has begun is in the database within seconds, so that it is on record even if this
 * process dies; what an earlier process left there is ended by the next.
 */
export class ViewingRecorder implements ViewingSink {
  readonly #options: ViewingRecorderOptions;
  readonly #endedMax: number;
  readonly #open = new Map<Viewing, Standing>();
  #ended: EndedViewing[] = [];
  #lost = 0;
  #touchedAtMs: number;
  /** What an earlier life of this gateway left is not ended yet. */
  #hasPast = true;
  #isClosed = false;
  #writing: Promise<void> = Promise.resolve();
  #cancel: Cancel;

  constructor(options: ViewingRecorderOptions) {
    this.#options = options;
    this.#endedMax = options.endedMax ?? ENDED_MAX;
    this.#touchedAtMs = options.clock.monotonicMs();
    this.#cancel = this.#schedule();
  }

  begun(viewing: Viewing): void {
    this.#open.set(viewing, 'begun');
  }

  ended(viewing: Viewing, toMs: EpochMs): void {
    this.#open.delete(viewing);
    if (this.#ended.length >= this.#endedMax) this.lost();
    else this.#ended.push({ viewing, toMs });
  }

  lost(): void {
    this.#lost += 1;
  }

  /** Writes what is still noted, once. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#writing;
    await this.write();
  }

  /** Writes what is noted; what the database does not take is noted on. */
  async write(): Promise<void> {
    const { database, gatewayId, log } = this.#options;
    const changes = this.#changes();
    try {
      if (this.#hasPast) await this.#endLeft(gatewayId);
      this.#hasPast = false;
      const { begun, lasting, ended, lost } = changes;
      if (begun.length + lasting.length + ended.length + lost > 0) await saveViewings(database, changes);
      await this.#touch();
    } catch (error) {
      this.#takeBack(changes);
      const waiting = this.#open.size + this.#ended.length;
      log.warn({ err: error, waiting }, 'viewings not recorded; they are kept and written later');
      if (this.#lost > 0)
        log.error({ lost: this.#lost, gatewayId }, 'viewings lost: the audit log will lack them');
      return;
    }
    for (const viewing of changes.begun) this.#stand(viewing, 'kept');
    for (const viewing of changes.lasting) this.#stand(viewing, 'audited');
    if (changes.lost > 0)
      log.error({ lost: changes.lost, gatewayId }, 'viewings lost: the audit log says how many');
  }

  #changes(): ViewingChanges & { readonly begun: Viewing[]; readonly lasting: Viewing[] } {
    const nowMs = this.#options.clock.now();
    const open = [...this.#open];
    const changes = {
      ...{ gatewayId: this.#options.gatewayId, nowMs, ended: this.#ended, lost: this.#lost },
      begun: open.filter(([, standing]) => standing === 'begun').map(([viewing]) => viewing),
      lasting: open
        .filter(([{ fromMs }, standing]) => standing !== 'audited' && nowMs - fromMs >= LASTING_AFTER_MS)
        .map(([viewing]) => viewing),
    };
    this.#ended = [];
    this.#lost = 0;
    return changes;
  }

  #takeBack({ ended, lost }: ViewingChanges): void {
    const all = [...ended, ...this.#ended];
    this.#ended = all.slice(0, this.#endedMax);
    this.#lost += lost + all.length - this.#ended.length;
  }

  /** One that ended while it was written has its end among those to be written. */
  #stand(viewing: Viewing, standing: Standing): void {
    if (this.#open.has(viewing)) this.#open.set(viewing, standing);
  }

  /** @param gatewayId whose viewings are left whenever they were last seen; null: nobody’s */
  async #endLeft(gatewayId: string | null): Promise<void> {
    const { database, clock, log } = this.#options;
    const left = await endLeftViewings(database, gatewayId, clock.now() - LEFT_AFTER_MS);
    if (left > 0) log.warn({ left }, 'viewings whose gateway had died are ended on record');
  }

  async #touch(): Promise<void> {
    const { database, gatewayId, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    if (nowMs - this.#touchedAtMs < TOUCH_EVERY_MS) return;
    this.#touchedAtMs = nowMs;
    await touchViewings(database, gatewayId, clock.now());
    await this.#endLeft(null);
  }

  #schedule(): Cancel {
    return this.#options.clock.after(WRITE_EVERY_MS, () => {
      this.#writing = this.write();
      void this.#writing.then(() => {
        if (!this.#isClosed) this.#cancel = this.#schedule();
      });
    });
  }
}
