import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { appendEntries, currentPosition } from '#db/journal';
import type { Web } from '#server/http';
import { serverUrl } from '#test/database';
import { type TcpLink, tcpLink } from '#test/tcp-link';
import { openWallClient, outcomeOf, Received, registered, resume } from '#test/wall-client';
import { cameraOf, PASSWORD, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let link: TcpLink;
let web: Web;
beforeAll(async () => {
  fixture = await webFixture();
  const url = new URL(fixture.options.databaseUrl);
  link = await tcpLink(url.hostname, Number(url.port));
  url.host = `127.0.0.1:${link.port}`;
  web = await fixture.startWeb({ databaseUrl: url.href });
});
afterAll(async () => {
  await fixture.close();
  await link.cut();
});

const get = (path: string, cookie: string) => fetch(`${web.url}${path}`, { headers: { cookie } });
const signIn = () =>
  fetch(`${web.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'west', password: PASSWORD }),
  });

it('while the database is away: 503 and not ready; after it: as before, and sockets missed nothing', async () => {
  const cookie = await fixture.signIn('east', web);
  const client = openWallClient(web.url, { cookie });
  expect(await outcomeOf(client)).toBe('connected');
  const received = new Received(client);
  await resume(client, await currentPosition(fixture.db));
  await appendEntries(fixture.db, [registered('east', ':before')]);
  await received.subject(`${cameraOf('east')}:before`);

  await link.cut();
  const away = await get('/api/cameras', cookie);
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await away.json()).toMatchObject({ code: 'database.away' });
  expect((await get('/readyz', cookie)).status).toBe(503);
  expect((await get('/healthz', cookie)).status).toBe(200);
  // S1: a password that could not be checked does not count as wrong.
  for (let attempt = 0; attempt < 6; attempt++) expect((await signIn()).status).toBe(503);
  await appendEntries(fixture.db, [registered('east', ':meanwhile')]);

  await link.mend();
  await received.subject(`${cameraOf('east')}:meanwhile`);
  await appendEntries(fixture.db, [registered('east', ':after')]);
  await received.subject(`${cameraOf('east')}:after`);
  expect(received.subjects).toEqual(
    ['before', 'meanwhile', 'after'].map((when) => `${cameraOf('east')}:${when}`),
  );
  expect((await get('/api/cameras', cookie)).status).toBe(200);
  expect((await get('/readyz', cookie)).status).toBe(200);
  expect((await signIn()).status).toBe(200);
  client.disconnect();
});

it('is not ready while its sockets hear nothing, though the database answers', async () => {
  const admin = new Client({ connectionString: serverUrl() });
  await admin.connect();
  const database = new URL(fixture.options.databaseUrl).pathname.slice(1);
  const allowConnections = (allow: boolean) =>
    admin.query(`alter database ${database} with allow_connections ${allow}`);
  expect((await get('/readyz', '')).status).toBe(200);

  await allowConnections(false); // what is connected stays, the tail cannot come back
  await admin.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = $1 and application_name = 'beaconwall journal tail'`,
    [database],
  );
  const longAgo = Date.now() - 20_000;
  await appendEntries(fixture.db, [{ ...registered('east', ':stuck'), atMs: longAgo }]);
  expect((await get('/readyz', '')).status).toBe(503);

  await allowConnections(true);
  await admin.end();
  await vi.waitFor(async () => expect((await get('/readyz', '')).status).toBe(200), 10_000);
});

it('closes within three seconds with the database away', async () => {
  await link.cut();
  const start = performance.now();
  await web.close();
  expect(performance.now() - start).toBeLessThan(3_000);
  await link.mend();
});
