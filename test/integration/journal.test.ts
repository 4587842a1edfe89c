import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry, JournalPosition, NewJournalEntry } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { OrgPath } from '#core/org';
import {
  appendEntries,
  comparePositions,
  currentPosition,
  type JournalTail,
  journalStart,
  readAfter,
  TAIL_BATCH_MAX,
  tailJournal,
} from '#db/journal';
import { systemScope } from '#db/repositories';
import { asOwner, createTestDatabase, type TestDatabase } from '#test/database';
import { quietLog } from '#test/quiet-log';

const entry = (name: string, orgPath = '330127'): NewJournalEntry => ({
  type: 'camera.registered',
  orgPath: orgPath as OrgPath,
  subject: name,
  actor: 'test',
  atMs: 1,
  payload: { cameraId: `cam_${name}` as CameraId },
});

/** Tails from a position, and lets a test wait until a number of entries has come. */
class Reader {
  readonly names: string[] = [];
  readonly positions: JournalPosition[] = [];
  readonly batches: number[] = [];
  readonly #tail: JournalTail;
  #arrived = () => {};

  constructor(
    url: string,
    from: JournalPosition,
    onBatch: (batch: readonly JournalEntry[]) => Promise<void>,
  ) {
    this.#tail = tailJournal({
      url,
      from,
      log: quietLog,
      pollMs: 250,
      onEntries: async (entries) => {
        await onBatch(entries);
        this.batches.push(entries.length);
        this.names.push(...entries.map((each) => each.subject));
        this.positions.push(...entries.map((each) => each.position));
        this.#arrived();
      },
    });
  }

  async until(count: number): Promise<string[]> {
    while (this.names.length < count) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return this.names;
  }

  close = () => this.#tail.close();
}

/** Mulberry32: small, seeded, good enough to shuffle. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

let database: TestDatabase;
let from: JournalPosition;
const readers: Reader[] = [];

const tail = (onBatch: (batch: readonly JournalEntry[]) => Promise<void> = async () => {}) => {
  const reader = new Reader(database.url, from, onBatch);
  readers.push(reader);
  return reader;
};
const append = (...entries: NewJournalEntry[]) => appendEntries(database.db, entries);

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  from = await currentPosition(database.db);
  return async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()));
  };
});
afterAll(() => database.close());

describe('a tail of the journal', () => {
  it('delivers what is appended, in order, to every reader', async () => {
    const [one, two] = [tail(), tail()];
    await append(entry('a'), entry('b'));
    await append(entry('c'));
    expect(await one.until(3)).toEqual(['a', 'b', 'c']);
    expect(await two.until(3)).toEqual(['a', 'b', 'c']);
  });

  it('never skips a transaction that took its numbers first and commits last', async () => {
    const reader = tail();
    await database.db.transaction(async (slow) => {
      await appendEntries(slow, [entry('slow')]);
      await append(entry('quick'));
      await append(entry('quicker'));
      const early = await readAfter(database.db, { after: from, limit: 10, scope: systemScope });
      expect(early).toEqual([]);
    });
    expect(await reader.until(3)).toEqual(['slow', 'quick', 'quicker']);
  });

  it('says nothing of what was rolled back', async () => {
    const reader = tail();
    await database.db
      .transaction(async (tx) => {
        await appendEntries(tx, [entry('never')]);
        throw new Error('changed our mind');
      })
      .catch(() => {});
    await append(entry('after'));
    expect(await reader.until(1)).toEqual(['after']);
  });

  it.each([1, 2, 3])(
    'delivers everything exactly once and in order under random writers (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const reader = tail();
      const writers = Array.from({ length: 8 }, (_, writer) => writer);
      await Promise.all(
        writers.map(async (writer) => {
          for (let round = 0; round < 12; round++) {
            await database.db.transaction(async (tx) => {
              const parts = 1 + Math.floor(random() * 3);
              for (let part = 0; part < parts; part++) {
                await appendEntries(tx, [entry(`${writer}-${round}-${part}`)]);
                await tx.execute(sql`select pg_sleep(${random() * 0.02})`);
              }
            });
          }
        }),
      );
      const expected = await readAfter(database.db, { after: from, limit: 10_000, scope: systemScope });
      expect(await reader.until(expected.length)).toEqual(expected.map((each) => each.subject));
      expect(new Set(reader.names).size).toBe(expected.length);
      expect(reader.positions).toEqual(reader.positions.toSorted(comparePositions));
    },
  );
});

describe('a tail that lags or fails', () => {
  it('goes on while a transaction that only reads stays open', async () => {
    const reader = tail();
    await database.db.transaction(async (reading) => {
      await reading.execute(sql`select count(*) from journal`);
      await append(entry('a'));
      expect(await reader.until(1)).toEqual(['a']);
    });
  });

  it('hands out bounded batches and waits for each to be handled', async () => {
    let running = 0;
    const reader = tail(async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    const count = TAIL_BATCH_MAX * 2 + 10;
    await append(...Array.from({ length: count }, (_, index) => entry(String(index))));
    expect(await reader.until(count)).toEqual(Array.from({ length: count }, (_, index) => String(index)));
    expect(Math.max(...reader.batches)).toBeLessThanOrEqual(TAIL_BATCH_MAX);
  });

  it('delivers a batch again when its handler fails', async () => {
    let failures = 2;
    const reader = tail(async () => {
      if (failures-- > 0) throw new Error('not now');
    });
    await append(entry('a'));
    await append(entry('b'));
    expect(await reader.until(2)).toEqual(['a', 'b']);
    expect(failures).toBeLessThan(0);
  });

  it('passes over kinds of entries a newer version wrote', async () => {
    const reader = tail();
    await database.db.execute(
      sql`insert into journal (type, org_path, subject, actor, at_ms, payload)
        values ('ufo.sighted', '330127', 'x', 'test', 1, '{}')`,
    );
    await append(entry('known'));
    expect(await reader.until(1)).toEqual(['known']);
  });
});

describe('reading the journal', () => {
  it('tells a position that snapshots taken after it are complete up to', async () => {
    let during: JournalPosition = journalStart;
    await database.db.transaction(async (slow) => {
      await appendEntries(slow, [entry('uncommitted')]);
      await append(entry('committed'));
      during = await currentPosition(database.db);
    });
    const missed = await readAfter(database.db, { after: during, limit: 10, scope: systemScope });
    expect(missed.map((each) => each.subject)).toEqual(['uncommitted', 'committed']);
    const after = await currentPosition(database.db);
    expect(await readAfter(database.db, { after, limit: 10, scope: systemScope })).toEqual([]);
    expect(comparePositions(after, during)).toBeGreaterThan(0);
  });

  it('reads within a scope only, and after a position only', async () => {
    await append(
      entry('east', '330127.1'),
      entry('west', '330127.2'),
      entry('village', '330127.1.5'),
      entry('like', '330127.10'),
    );
    const scope = { paths: ['330127.1' as OrgPath] };
    const all = await readAfter(database.db, { after: from, limit: 10, scope });
    expect(all.map((each) => each.subject)).toEqual(['east', 'village']);
    const second = await readAfter(database.db, { after: all[0]?.position ?? from, limit: 10, scope });
    expect(second.map((each) => each.subject)).toEqual(['village']);
    expect(await readAfter(database.db, { after: from, limit: 10, scope: { paths: [] } })).toEqual([]);
  });

  it.each(['update journal set actor = 1', 'delete from journal', 'truncate journal'])(
    'refuses, of the roles by privilege and of the owner by a trigger: %s',
    async (statement) => {
      await append(entry('kept'));
      await expect(database.db.execute(sql.raw(statement))).rejects.toMatchObject({
        cause: { message: 'permission denied for table journal' },
      });
      await expect(asOwner(database, statement)).rejects.toThrow('the journal is append-only');
    },
  );
});
