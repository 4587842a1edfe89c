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
  const requestRates = { account: { perSecond: 1, burst: 20 }, address: { perSecond: 1, burst: 40 } };
  /** Asks so often that it is too much. @returns how many were answered, and when the others may come back */
  async function flood(ask: (n: number) => Promise<Response>) {
    let answered = 0;
    let retryAfterS = 0;
    for (let n = 0; n < 100 && retryAfterS === 0; n++) {
      const answer = await ask(n);
      if (answer.status === 429) {
        expect(await answer.json()).toMatchObject({ code: 'too_many_requests' });
        retryAfterS = Number(answer.headers.get('retry-after'));
      } else answered++;
    }
    return { answered, retryAfterS };
  }

  it('of one address are refused with when to come back, and others are served', async () => {
    const web = await fixture.startWeb({ behindProxy: true, requestRates });
    const ask = (address: string) =>
      fetch(`${web.url}/api/session`, { headers: { 'x-forwarded-for': address } });
    const { answered, retryAfterS } = await flood(() => ask('10.0.0.66'));
    expect(answered).toBeGreaterThanOrEqual(40);
    expect(retryAfterS).toBeGreaterThan(0);
    expect((await ask('10.0.0.67')).status).toBe(401);
  });

  it('of one account are refused, whatever addresses they come from', async () => {
    const web = await fixture.startWeb({ behindProxy: true, requestRates });
    const [cookie, other] = [await fixture.signIn('county', web), await fixture.signIn('east', web)];
    const ask = (as: string, n: number) =>
      fetch(`${web.url}/api/session`, { headers: { cookie: as, 'x-forwarded-for': `10.1.0.${n}` } });
    const { answered, retryAfterS } = await flood((n) => ask(cookie, n));
    expect(answered).toBeGreaterThanOrEqual(19);
    expect(retryAfterS).toBeGreaterThan(0);
    expect((await ask(other, 200)).status).toBe(200);
  });

  it('is not what a hall of walls behind one address asks for', async () => {
    const cookie = await fixture.signIn('county');
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        Array.from({ length: 72 }, () => fixture.call('GET', '/api/session', { cookie })),
      );
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      await Promise.all(answers.map((answer) => answer.body?.cancel()));
    }
  });
});
