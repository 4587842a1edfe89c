import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallOptions, refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let cookie: string;
beforeAll(async () => {
  fixture = await webFixture();
  cookie = await fixture.signIn('county');
});
afterAll(() => fixture.close());

const refusal = (method: string, path: string, options: CallOptions = {}) =>
  refusalOf(fixture.call(method, path, { cookie, ...options }));

describe('bodies and queries', () => {
  const post = (body: string, headers = {}) => refusal('POST', '/api/session', { body, headers });

  it('names what is wrong with a body', async () => {
    expect(await post('{"username":')).toMatchObject({ status: 400, code: 'body.malformed' });
    expect(await post('null')).toMatchObject({ status: 422, code: 'body.invalid' });
    expect(await post('{"username":"x"}')).toMatchObject({ errors: [{ path: 'password' }] });
    const nested = { body: { streams: [{ cameraId: 'cam_1', profile: 'huge' }] } };
    expect(await refusal('POST', '/api/stream-tickets', nested)).toMatchObject({
      errors: [{ path: 'streams.0.profile' }],
    });
  });

  it('names what is wrong with a query', async () => {
    expect(await refusal('GET', '/api/cameras?limit=1e9&class=IV')).toMatchObject({
      status: 400,
      code: 'query.invalid',
      errors: [{ path: 'class' }, { path: 'limit' }],
    });
  });

  it('takes JSON only, and 64 KB of it', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await post('username=x', form)).toMatchObject({ status: 415, code: 'body.not_json' });
    const large = JSON.stringify({ username: 'x', password: 'y'.repeat(65_536) });
    expect(await post(large)).toMatchObject({ status: 413, code: 'body.too_large' });
  });

  it('takes 64 KB of a body that does not say how long it is', async () => {
    const chunked = request(`${fixture.web.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    chunked.on('error', () => {}); // the answer comes before all is sent
    for (let chunk = 0; chunk < 5; chunk++) chunked.write(' '.repeat(16_384));
    const [response] = await once(chunked, 'response');
    expect(response.statusCode).toBe(413);
    chunked.destroy();
  });

  it('prototype keys in a body are ids like any other', async () => {
    const body = '{"streams":[{"cameraId":"__proto__","profile":"main"}],"__proto__":{"streams":[]}}';
    expect(await refusal('POST', '/api/stream-tickets', { body })).toMatchObject({ status: 422 });
    const query = '/api/cameras?__proto__[limit]=1&constructor=x&search=%00';
    expect((await fixture.call('GET', query, { cookie })).status).toBe(200);
  });
});

describe('paths and methods', () => {
  it.each([
    '/api/cameras/__proto__',
    '/api/cameras/constructor',
    '/api/cameras/..%2f..%2fetc%2fpasswd',
    '/api/cameras/%00',
    '/api/cameras/%zz',
    "/api/cameras/cam_1'%20or%201=1",
    '/api/cameras/cam_0',
    '/api/nothing',
    '/api',
    '/api/',
  ])('%s is not found', async (path) => {
    expect(await refusal('GET', path)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('whatever else is sent, nothing fails inside', async () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    expect(await refusal('POST', '/api/session', { body: deep })).toMatchObject({ status: 422 });
    const document = await (await fixture.call('GET', '/api/openapi.json')).json();
    const routes = routesOf(document as Document);
    const sent = fc.record({ route: fc.constantFrom(...routes), id: fc.string(), body: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(sent, async ({ route, id, body }) => {
        const text = encodeURIComponent(id.toWellFormed());
        const path = `${route.path.replace(/\{\w+\}/g, text)}?search=${text}`;
        const method = route.method.toUpperCase();
        if (method === 'DELETE') return;
        const response = await fixture.call(method, path, { cookie, ...(method !== 'GET' && { body }) });
        expect(response.status, `${method} ${path}`).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });

  it('a wrong method is told which are right', async () => {
    const answer = await refusal('PATCH', '/api/session');
    expect(answer).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual(['DELETE', 'GET', 'HEAD', 'POST']);
    expect(await refusal('DELETE', '/api/cameras/cam_1')).toMatchObject({ status: 405 });
  });

  it('a request that is no HTTP, or for no host, ends with 400', async () => {
    for (const message of ['nonsense\r\n\r\n', 'GET /api/session HTTP/1.1\r\nHost: a b/c\r\n\r\n']) {
      const socket = connect(fixture.web.port, '127.0.0.1');
      socket.end(message);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
    }
  });
});

type Document = { readonly paths: Record<string, Record<string, unknown>> };

function routesOf({ paths }: Document) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method })),
  );
}
