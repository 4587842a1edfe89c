import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraPageSchema } from '#core/contracts';
import type { Web } from '#server/http';
import { rawRequest, rawUpgrade } from '#test/raw-request';
import { cameraOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let web: Web;
let cookie: string;
beforeAll(async () => {
  fixture = await webFixture();
  // Whatever does not reach the API reaches the pages, which hold nothing.
  const handle = async (_: IncomingMessage, response: ServerResponse) => void response.end('page');
  web = await fixture.startWeb({ pages: { handle, close: async () => {} } });
  cookie = await fixture.signIn('east', web);
});
afterAll(() => fixture.close());

const PATH = '/api/cameras';
const foreign = `${PATH}/${cameraOf('west')}`;

/** What has let others past the checks of servers of this kind. */
const headersOfOthers: readonly Record<string, string>[] = [
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware' },
  { 'x-original-url': PATH },
  { 'x-rewrite-url': PATH },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-url': PATH },
  { 'next-action': '0'.repeat(40) },
  { 'x-http-method-override': 'GET' },
  { forwarded: 'for=127.0.0.1;host=localhost' },
];

describe('a request in disguise', () => {
  it.each(headersOfOthers)(
    'S5 with %j is nobody all the same, and a foreign camera is not there',
    async (headers) => {
      expect((await rawRequest(web.url, PATH, { headers })).status).toBe(401);
      const own = await rawRequest(web.url, PATH, { headers: { ...headers, cookie } });
      const { items } = cameraPageSchema.parse(JSON.parse(own.body));
      expect(items.map(({ id }) => id)).toEqual([cameraOf('east'), cameraOf('eastVillage')]);
      expect((await rawRequest(web.url, foreign, { headers: { ...headers, cookie } })).status).toBe(404);
      for (const { headers: answered } of [own]) expect(answered.location).toBeUndefined();
    },
  );

  it.each([
    `${PATH}.rsc`,
    `${PATH};.js`,
    `${PATH}/;.js`,
    `${PATH}%2e%2e`,
    `${PATH}/%2e%2e/cameras`,
    `${PATH}/../cameras`,
    `/%61pi/cameras`,
    `/%2e%2e${PATH}`,
    `/x/..${PATH}`,
    `/.${PATH}`,
    `/API/cameras`,
    `//api/cameras`,
    `/${PATH}`,
    `\\api\\cameras`,
    `${PATH}%00`,
    `${PATH}%0d%0aSet-Cookie:%20a=b`,
    `/_next/data/x${PATH}.json`,
    `/_next/image?url=${PATH}&w=64&q=75`,
    `http://evil.example${PATH}`,
    `https://127.0.0.1${PATH}`,
    `http://evil.example//${PATH}`,
  ])('S5 %s shows no camera to nobody, and none out of scope to anybody', async (target) => {
    for (const headers of [{}, { cookie }] as Record<string, string>[]) {
      for (const suffix of ['', '?_rsc=1', `?search=${cameraOf('west')}`]) {
        const { status, body } = await rawRequest(web.url, `${target}${suffix}`, { headers });
        expect(status, body).toBeLessThan(500);
        expect(body).not.toContain(cameraOf('west'));
        if (headers.cookie === undefined) expect(body).not.toContain('cam_');
      }
    }
  });
});

describe('a target that is no path', () => {
  it.each([`http://evil.example/wall`, `//evil.example/wall`, `/\\evil.example/wall`])(
    'S5 %s is no path, and is answered by us alone',
    async (target) => {
      const { status, headers, body } = await rawRequest(web.url, target, { headers: { cookie } });
      expect([status, headers.location, JSON.parse(body).code]).toEqual([
        400,
        undefined,
        'request.malformed',
      ]);
    },
  );

  it('S5 an upgrade by an absolute address, or along another way, opens no socket', async () => {
    const own = `Origin: ${web.url}`;
    const query = '?EIO=4&transport=websocket';
    for (const target of [
      `http://evil.example/socket.io/${query}`,
      `${web.url}/socket.io/${query}`,
      `//socket.io/${query}`,
      `/x/../socket.io/${query}`,
      `/SOCKET.IO/${query}`,
      `/%73ocket.io/${query}`,
    ]) {
      expect(await rawUpgrade(web.url, target, [own, `Cookie: ${cookie}`]), target).toMatch(/ 40[04] |^$/);
    }
    expect(await rawUpgrade(web.url, `/socket.io/${query}`, ['Origin: null', `Cookie: ${cookie}`])).toMatch(
      / 40[03] /,
    );
  });

  it('S5 operations are asked on their own address only', async () => {
    for (const target of [
      '/metrics',
      '/internal/probe',
      '/internal/devices/discover',
      '/debug',
      '/api/metrics',
    ]) {
      const { status, body } = await rawRequest(web.url, target, { headers: { cookie } });
      expect(body === 'page' || status === 404, target).toBe(true);
    }
    const ready = await rawRequest(web.url, '/readyz');
    expect(JSON.parse(ready.body)).toEqual({ status: 'ready' });
  });
});
