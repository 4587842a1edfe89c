import type { Clock, Log } from '#core/kit';
import type { County } from '#sim/county';
import { type HandheldAccounts, startHandhelds } from '#sim/handhelds';
import { PatrolFleet, reportPositions } from '#sim/patrols';
import { IngestClient, waitUntilReady } from '#sim/web';
import { Cast, PLAYED_SQUAD } from './cast.ts';
import { Evening } from './evening.ts';
import { EVENING_MS, writeEvening } from './script/write-evening.ts';

export interface LivingCountyOptions {
  readonly county: County;
  readonly webUrl: string;
  /** What browsers call the web role. */
  readonly origin: string;
  readonly source: { readonly name: string; readonly key: string };
  readonly accounts: HandheldAccounts;
  /** Tells the runs of the simulator apart in the ids of signals and actions. */
  readonly runId: string;
  /** A stream of chance of its own for each label, 0 ≤ value < 1. */
  readonly randomFor: (label: string) => () => number;
  readonly newActionId: () => string;
  /** Cuts the power of cameras, or gives it back. */
  readonly setOutage: (cameras: readonly string[], isOn: boolean) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** The people of a county: squads on its roads, their handhelds, and what happens in an evening. */
export class LivingCounty {
  readonly evening: Evening;
  readonly #options: LivingCountyOptions;
  readonly #ingest: IngestClient;
  readonly #fleet: PatrolFleet;
  readonly #ending = new AbortController();

  constructor(options: LivingCountyOptions) {
    const { county, webUrl, source, clock, randomFor } = options;
    const { signal } = this.#ending;
    this.#options = options;
    this.#ingest = new IngestClient({ webUrl, source: source.name, key: source.key, clock, signal });
    this.#fleet = new PatrolFleet({
      county,
      randomFor: (code) => randomFor(`rounds-${code}`),
      watches: { [PLAYED_SQUAD]: new Cast(county).checkpoint(1).position },
    });
    this.evening = new Evening({
      ...options,
      steps: writeEvening(county, randomFor('evening')),
      lengthMs: EVENING_MS,
      scene: { positionOf: (code) => this.#fleet.positionOf(code) },
      send: (alerts) => this.#ingest.postAlerts(alerts),
    });
  }

  /** Begins as soon as the web role is ready. @returns when it has ended, after `close` */
  async run(): Promise<void> {
    const { webUrl, clock, log, randomFor } = this.#options;
    const { signal } = this.#ending;
    if (!(await waitUntilReady(webUrl, clock, signal))) return;
    log.info({ webUrl }, 'the evening begins');
    const stopReporting = reportPositions({
      fleet: this.#fleet,
      send: (positions) => this.#ingest.postPositions(positions),
      ...{ clock, log },
    });
    signal.addEventListener('abort', stopReporting);
    this.evening.start();
    await startHandhelds({
      ...this.#options,
      vehicleOf: (code) => this.#fleet.vehicle(code),
      randomFor: (code) => randomFor(`crew-${code}`),
      signal,
    });
  }

  /** Stops everything at once. */
  close(): void {
    this.evening.close();
    this.#ending.abort();
  }
}
