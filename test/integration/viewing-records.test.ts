import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CameraId, ManualClock, type SessionId, type UserId } from '#core/kit';
import type { Database } from '#db/database';
import type { Viewing } from '#server/gateway';
import { type WebFixture, webFixture } from '#test/web-fixture';
import { ViewingRecorder } from '../../server/composition/viewing-recorder.ts';
import { createLogger } from '../../server/config/log.ts';

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture();
});
afterAll(() => fixture.close());

let from = 0;
beforeEach(async () => {
  from = (await audited()).at(-1)?.seq ?? from;
});

interface Row {
  readonly seq: number;
  readonly action: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly address: string;
  readonly subject: string;
  readonly org_path: string;
  readonly at_ms: number;
  readonly detail: Record<string, unknown>;
}

/** Rows about viewings since the test began. */
async function audited(): Promise<Row[]> {
  const { rows } = await fixture.db.execute(
    sql`select action, actor, actor_name, address, subject, org_path, detail, seq::int, at_ms::float from audit_log
      where seq > ${from} order by audit_log.seq`,
  );
  return rows as unknown as Row[];
}
async function kept(): Promise<number> {
  const { rows } = await fixture.db.execute(sql`select count(*)::int as count from viewings`);
  return Number(rows[0]?.count);
}

const viewingOf = (n: number, fromMs: number, cameraId = 'cam_east'): Viewing => ({
  ...{ sessionId: `ses_${n}` as SessionId, userId: 'usr_east' as UserId, address: '10.0.0.7' },
  ...{ cameraId: cameraId as CameraId, profile: 'sub', fromMs },
});

function recorderOf(
  clock: ManualClock,
  more: { database?: Database; gatewayId?: string; endedMax?: number } = {},
) {
  const log = createLogger('gateway', 'silent');
  return new ViewingRecorder({ database: fixture.db, gatewayId: 'http://gateway', clock, log, ...more });
}

/** A database that nobody reaches. */
const away = {
  transaction: () => Promise.reject(new Error('away')),
  update: () => {
    throw new Error('away');
  },
} as unknown as Database;

describe('viewings on record', () => {
  it('a short one is one row, with who, from where, what, where that lies, and from when to when', async () => {
    const clock = new ManualClock();
    const recorder = recorderOf(clock);
    const viewing = viewingOf(1, clock.now());
    recorder.begun(viewing);
    recorder.ended(viewing, viewing.fromMs + 3_000);
    await recorder.close();
    expect(await audited()).toMatchObject([
      {
        ...{ action: 'viewing.ended', actor: 'usr_east', actor_name: 'east', address: '10.0.0.7' },
        ...{ subject: 'cam_east', org_path: '330100.330100101', at_ms: viewing.fromMs + 3_000 },
        detail: { sessionId: 'ses_1', profile: 'sub', fromMs: viewing.fromMs, toMs: viewing.fromMs + 3_000 },
      },
    ]);
    expect(await kept()).toBe(0);
  });

  it('a long one has its beginning in the audit log within a minute, and its end when it ends', async () => {
    const clock = new ManualClock();
    const recorder = recorderOf(clock);
    const viewing = viewingOf(1, clock.now());
    recorder.begun(viewing);
    await recorder.write();
    expect([await kept(), await audited()]).toEqual([1, []]);
    clock.advance(50_000);
    await recorder.write();
    await recorder.write();
    expect((await audited()).map(({ action }) => action)).toEqual(['viewing.started']);
    recorder.ended(viewing, clock.now());
    await recorder.close();
    expect((await audited()).map(({ action }) => action)).toEqual(['viewing.started', 'viewing.ended']);
    expect(await kept()).toBe(0);
  });

  it('a wall that changes its tiles every ten seconds writes a row a tile and change, not more', async () => {
    const clock = new ManualClock();
    const recorder = recorderOf(clock);
    for (let change = 0; change < 6; change++) {
      const tiles = Array.from({ length: 36 }, (_, tile) => viewingOf(tile, clock.now()));
      for (const tile of tiles) recorder.begun(tile);
      clock.advance(10_000);
      for (const tile of tiles) recorder.ended(tile, clock.now());
    }
    await recorder.close();
    expect(await audited()).toHaveLength(6 * 36);
  });

  it('a camera that is not registered is looked at nowhere, and on record all the same', async () => {
    const clock = new ManualClock();
    const recorder = recorderOf(clock);
    recorder.ended(viewingOf(1, clock.now(), 'cam_preview'), clock.now());
    await recorder.close();
    expect(await audited()).toMatchObject([{ subject: 'cam_preview', org_path: '330100' }]);
  });
});

describe('viewings when something fails', () => {
  it('one whose gateway died ends when that was last seen, and says so', async () => {
    const clock = new ManualClock();
    const died = recorderOf(clock);
    const viewing = viewingOf(1, clock.now());
    died.begun(viewing);
    await died.write();
    clock.advance(31_000);
    await died.write(); // the last that is seen of it
    const seenMs = clock.now();
    clock.advance(60_000);
    const next = recorderOf(clock);
    await next.write();
    expect(await audited()).toMatchObject([
      { action: 'viewing.ended', detail: { fromMs: viewing.fromMs, toMs: seenMs, interrupted: true } },
    ]);
    expect(await kept()).toBe(0);
  });

  it('those of a gateway that does not come back are ended by another', async () => {
    const clock = new ManualClock();
    const died = recorderOf(clock, { gatewayId: 'http://gone' });
    died.begun(viewingOf(1, clock.now()));
    await died.write();
    const other = recorderOf(clock);
    await other.write();
    expect(await audited()).toEqual([]); // it may be there, and slow
    clock.advance(301_000);
    await other.write();
    expect(await audited()).toMatchObject([{ action: 'viewing.ended', detail: { interrupted: true } }]);
  });

  it('a database that is away loses none, up to a bound; beyond it the audit log says how many', async () => {
    const clock = new ManualClock();
    const log = createLogger('gateway', 'silent');
    let database = away;
    const switched = new Proxy({} as Database, { get: (_, key) => Reflect.get(database, key, database) });
    const recorder = new ViewingRecorder({
      database: switched,
      gatewayId: 'http://gateway',
      clock,
      log,
      endedMax: 3,
    });
    for (const n of [1, 2, 3, 4, 5]) {
      recorder.ended(viewingOf(n, clock.now()), clock.now());
      await recorder.write();
    }
    database = fixture.db;
    await recorder.close();
    expect((await audited()).map(({ action, detail }) => [action, detail.sessionId ?? detail.count])).toEqual(
      [
        ['viewing.ended', 'ses_1'],
        ['viewing.ended', 'ses_2'],
        ['viewing.ended', 'ses_3'],
        ['viewing.lost', 2],
      ],
    );
  });
});
