import type { IngestAlert, IngestResult } from '#core/contracts';
import type { EpochMs } from '#core/kit';
import type { Database } from '../database/index.ts';
import type { RandomBytes } from './changes.ts';

export interface IngestOptions {
  /** The name of the source that sent them. */
  readonly source: string;
  readonly items: readonly IngestAlert[];
  readonly nowMs: EpochMs;
  readonly random: RandomBytes;
  /** Multiplies the delays before an alert climbs; 1 if not given. */
  readonly escalationScale?: number;
}

/** Takes signals in. One result an item, in their order; all that is accepted is committed by then. */
export async function ingestAlerts(_db: Database, _options: IngestOptions): Promise<IngestResult[]> {
  throw new Error('under construction');
}
