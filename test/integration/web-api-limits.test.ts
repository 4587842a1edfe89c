import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '#core/contracts';
import { refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture();
});
afterAll(() => fixture.close());

/** Sends bytes as they are. @returns the status and the problem that come back */
async function raw(bytes: string): Promise<{ status: number; code: string }> {
  const socket = connect(fixture.web.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.end(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(head).toMatch(/content-type: application\/problem\+json/i);
  return problemSchema.parse(JSON.parse(body));
}

describe('S21: requests that are none', () => {
  it.each([
    ['nonsense', 'HELLO\r\n\r\n', 400],
    ['a line without a version', 'GET /api/session\r\n\r\n', 400],
    [
      'two lengths',
      'POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
      400,
    ],
    [
      'a length and chunks',
      'POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a header of 20 KB', `GET /api/session HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['an address of 20 KB', `GET /api/${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
  ])('%s gets a problem, and the connection ends', async (_, bytes, status) => {
    expect(await raw(bytes)).toMatchObject({ status });
  });

  it.each([
    ['GET', '/api/nothing', 404],
    ['GET', '/api/', 404],
    ['PATCH', '/api/session', 405],
    ['DELETE', '/api/cameras', 405],
  ])('%s %s gets a problem', async (method, path, status) => {
    expect(await refusalOf(fixture.call(method, path))).toMatchObject({ status });
  });
});

describe('S21: too many requests', () => {
  it('of one address are refused with when to come back, and others are served', async () => {
    const web = await fixture.startWeb({ behindProxy: true });
    const ask = (address: string) =>
      fetch(`${web.url}/api/session`, { headers: { 'x-forwarded-for': address } });
    const statuses = new Map<number, number>();
    let retryAfter: string | null = null;
    for (let round = 0; round < 200 && !statuses.has(429); round++) {
      const answers = await Promise.all(Array.from({ length: 200 }, () => ask('10.0.0.66')));
      for (const answer of answers) {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status === 429) retryAfter = answer.headers.get('retry-after');
        await answer.body?.cancel();
      }
    }
    expect([...statuses.keys()].sort()).toEqual([401, 429]);
    // A hall of walls behind one address that all come back at once is far below.
    expect(statuses.get(401)).toBeGreaterThanOrEqual(15_000);
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect((await ask('10.0.0.67')).status).toBe(401);
  });

  it('of one account are refused, whatever addresses they come from', async () => {
    const web = await fixture.startWeb({ behindProxy: true });
    const cookie = await fixture.signIn('county', web);
    const other = await fixture.signIn('east', web);
    let sent = 0;
    const ask = (as: string) =>
      fetch(`${web.url}/api/session`, {
        headers: { cookie: as, 'x-forwarded-for': `10.1.${sent % 200}.${sent++ % 250}` },
      });
    const statuses: number[] = [];
    for (let round = 0; round < 60 && !statuses.includes(429); round++) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => ask(cookie)));
      for (const answer of answers) {
        statuses.push(answer.status);
        await answer.body?.cancel();
      }
    }
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2_000);
    expect(statuses).toContain(429);
    expect((await ask(other)).status).toBe(200);
  });
});
