import type { Queryable } from '../database/index.ts';
import { auditHash } from './audit-hash.ts';
import {
  anchorBefore,
  type ChainAnchor,
  type ChainPurge,
  type ChainRow,
  lastPurge,
  readChain,
  startOf,
} from './read-chain.ts';

/** What the first row that does not fit says of what was done to it. */
export type ChainBreak =
  /** Rows from `seq` to `throughSeq` are gone. */
  | { readonly kind: 'missing'; readonly seq: number; readonly throughSeq: number }
  /** Something in the row is not what was written, or in the row before together with its hash. */
  | { readonly kind: 'changed'; readonly seq: number; readonly row: ChainRow }
  /** The row is as it was written; the hash beside it is not. */
  | { readonly kind: 'hash_changed'; readonly seq: number; readonly row: ChainRow }
  /** The row was put in; the one that belongs here comes after it. */
  | { readonly kind: 'inserted'; readonly seq: number; readonly row: ChainRow }
  /** The row that belongs here stands in the place of `with`. */
  | { readonly kind: 'exchanged'; readonly seq: number; readonly row: ChainRow; readonly with: number };

export interface ChainReport {
  /** Rows that were read, the broken one included. */
  readonly rows: number;
  readonly first: ChainRow | null;
  /** The newest row that fits. Its hash covers everything before it: note it down, elsewhere. */
  readonly last: ChainRow | null;
  readonly purge: ChainPurge | null;
  readonly broken: ChainBreak | null;
  /** Whether a row with the hash that was asked for is there; null: none was. */
  readonly expectedFound: boolean | null;
}

export interface VerifyOptions {
  /** Only so many of the newest rows, which says nothing of those before. */
  readonly newest?: number;
  /** The hash of a row that was noted down: it must still be there. */
  readonly expect?: Uint8Array;
}

/**
 * Follows the chain of the audit log row by row, up to the newest or to the first that does not fit. May run while
 * rows are added.
 */
export async function verifyChain(db: Queryable, options: VerifyOptions = {}): Promise<ChainReport> {
  const purge = await lastPurge(db);
  const newest = options.newest === undefined ? null : await anchorBefore(db, options.newest);
  const start = startOf(purge);
  const walk = new Walk(newest !== null && newest.seq > start.seq ? newest : start, options.expect ?? null);
  for await (const page of readChain(db, firstRowAfter(walk.before, purge))) {
    const misfit = walk.take(page);
    if (misfit === null) continue;
    return { ...walk.report(purge), broken: await explainBreak(db, walk.before, misfit) };
  }
  return walk.report(purge);
}

/** Goes along the chain. In pages and not row by row: a million promises would cost more than what they wait for. */
class Walk {
  /** The newest row that fits. */
  before: ChainAnchor;
  readonly #expect: Uint8Array | null;
  #expectedFound: boolean;
  #rows = 0;
  #first: ChainRow | null = null;
  #last: ChainRow | null = null;

  constructor(start: ChainAnchor, expect: Uint8Array | null) {
    this.before = start;
    this.#expect = expect;
    this.#expectedFound = this.#isExpected(start.hash);
  }

  /** @returns the first row that does not fit; null: all do */
  take(page: readonly ChainRow[]): ChainRow | null {
    for (const row of page) {
      this.#rows++;
      this.#first ??= row;
      if (!follows(this.before, row)) return row;
      this.before = row;
      this.#last = row;
      this.#expectedFound ||= this.#isExpected(row.hash);
    }
    return null;
  }

  report(purge: ChainPurge | null): ChainReport {
    const expectedFound = this.#expect === null ? null : this.#expectedFound;
    return { rows: this.#rows, first: this.#first, last: this.#last, purge, broken: null, expectedFound };
  }

  #isExpected(hash: Uint8Array): boolean {
    return this.#expect !== null && same(this.#expect, hash);
  }
}

/** Numbers below 1 are read too when nothing was purged: there must be none. */
function firstRowAfter(before: ChainAnchor, purge: ChainPurge | null): number {
  return purge === null && before.seq === 0 ? Number.MIN_SAFE_INTEGER : before.seq;
}

/** Whether `row`, under the number after `before`, has the hash that makes. */
function follows(before: ChainAnchor, row: ChainRow): boolean {
  return row.seq === before.seq + 1 && fits(before.hash, row);
}

function fits(previous: Uint8Array, row: ChainRow): boolean {
  return same(auditHash(previous, row), row.hash);
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Looks further on for what became of the row that belongs after `before`. */
async function explainBreak(db: Queryable, before: ChainAnchor, row: ChainRow): Promise<ChainBreak> {
  const seq = before.seq + 1;
  if (row.seq > seq) return { kind: 'missing', seq, throughSeq: row.seq - 1 };
  if (row.seq < seq) return { kind: 'inserted', seq: row.seq, row };
  const trueHash = auditHash(before.hash, row);
  for await (const page of readChain(db, row.seq)) {
    for (const later of page) {
      const isNext = later.seq === row.seq + 1;
      if (isNext && fits(trueHash, later)) return { kind: 'hash_changed', seq, row };
      if (isNext && fits(row.hash, later)) return { kind: 'changed', seq, row };
      if (fits(before.hash, { ...later, seq })) return displaced(row, later);
    }
  }
  return { kind: 'changed', seq, row };
}

/** The row that belongs in `row`'s place stands at `at`: it made room for a new one, or changed places. */
function displaced(row: ChainRow, found: ChainRow): ChainBreak {
  const at = found.seq;
  const exchanged = at > row.seq + 1 || fits(found.hash, { ...row, seq: at });
  return exchanged
    ? { kind: 'exchanged', seq: row.seq, row, with: at }
    : { kind: 'inserted', seq: row.seq, row };
}

/** A hash as people note it down. */
export function hex(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('hex');
}
