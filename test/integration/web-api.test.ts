import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '#core/contracts';
import { PagesNotBuiltError, PortTakenError, startWeb } from '#server/http';
import { type CallOptions, PASSWORD, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let cookie: string;
beforeAll(async () => {
  fixture = await webFixture();
  cookie = await fixture.signIn('county');
});
afterAll(() => fixture.close());

/** Calls, and checks that the refusal is a problem of the contract. */
async function refusal(method: string, path: string, options: CallOptions = {}) {
  const response = await fixture.call(method, path, { cookie, ...options });
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:\d|select /);
  return { ...problem, headers: response.headers };
}

interface Operation {
  readonly 'x-access'?: string;
  readonly parameters?: readonly { readonly name: string }[];
}
type Document = { readonly paths: Record<string, Record<string, Operation>> };

async function operations() {
  const document = (await (await fixture.call('GET', '/api/openapi.json')).json()) as Document;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

describe('the route table', () => {
  it('is this; a new route is added here with who may call it', async () => {
    const table = (await operations()).map(
      ({ path, method, operation }) => `${method} ${path} ${operation['x-access'] ?? 'anyone'}`,
    );
    expect(table).toEqual([
      'post /api/session anyone',
      'get /api/session session',
      'delete /api/session session',
      'put /api/me/locale session',
      'get /api/org-units tree.read',
      'get /api/cameras camera.read',
      'get /api/cameras/{id} camera.read',
      'post /api/stream-tickets camera.watch',
      'post /api/setup anyone',
      'get /api/openapi.json anyone',
    ]);
  });

  it('asks everyone else to sign in first, whatever they send', async () => {
    for (const { path, method, operation } of await operations()) {
      if (operation['x-access'] === undefined) continue;
      const address = path.replace('{id}', 'cam_east');
      const { status, code } = await refusal(method.toUpperCase(), address, { cookie: '' });
      expect([status, code], path).toEqual([401, 'auth.required']);
    }
  });

  it('describes parameters, bodies and refusals', async () => {
    const cameras = (await operations()).find(({ path }) => path === '/api/cameras');
    expect(cameras?.operation.parameters?.map(({ name }) => name)).toContain('orgUnitId');
    const document = JSON.stringify(await (await fixture.call('GET', '/api/openapi.json')).json());
    expect(document).toContain('`auth.locked`');
    expect(document).not.toContain('passwordHash');
  });
});

describe('bad input', () => {
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

  it('prototype keys in a body are ids like any other', async () => {
    const body = '{"streams":[{"cameraId":"__proto__","profile":"main"}],"__proto__":{"streams":[]}}';
    expect(await refusal('POST', '/api/stream-tickets', { body })).toMatchObject({ status: 422 });
    const query = '/api/cameras?__proto__[limit]=1&constructor=x&search=%00';
    expect((await fixture.call('GET', query, { cookie })).status).toBe(200);
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

describe('requests of other sites', () => {
  it.each([
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('%o is refused before anything is done', async (headers) => {
    for (const [method, path] of [
      ['POST', '/api/session'],
      ['DELETE', '/api/session'],
      ['PUT', '/api/me/locale'],
      ['POST', '/api/stream-tickets'],
      ['POST', '/api/setup'],
    ] as const) {
      const answer = await refusal(method, path, { headers, body: {} });
      expect(answer, path).toMatchObject({ status: 403, code: 'auth.cross_site' });
    }
    expect((await fixture.call('GET', '/api/session', { cookie })).status).toBe(200);
  });

  it('our own pages pass, and nobody gets CORS headers', async () => {
    const origin = fixture.web.url;
    const body = { username: 'east', password: PASSWORD };
    const own = await fixture.call('POST', '/api/session', { headers: { origin }, body });
    expect(own.status).toBe(200);
    const preflight = await fixture.call('OPTIONS', '/api/session', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    for (const response of [own, preflight]) {
      expect([...response.headers.keys()].join()).not.toContain('access-control');
    }
  });
});

describe('every answer', () => {
  it('carries the security headers', async () => {
    for (const path of ['/healthz', '/api/nothing', '/api/session']) {
      const { headers } = await fixture.call('GET', path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('of a page has a policy with a nonce of its own, which the page is told of', async () => {
    const pages = {
      handle: async (incoming: IncomingMessage, response: ServerResponse) =>
        void response.end(incoming.headers['content-security-policy']),
      close: async () => {},
    };
    const web = await fixture.startWeb({ pages });
    const forged = { 'content-security-policy': "script-src 'nonce-forged'" };
    const [first, second] = await Promise.all(
      ['/wall', '/wall'].map(async (path) => {
        const response = await fetch(`${web.url}${path}`, { headers: forged });
        expect(await response.text()).toBe(response.headers.get('content-security-policy'));
        return response.headers.get('content-security-policy');
      }),
    );
    expect(first).toMatch(/script-src 'self' 'nonce-[\w+/]{22}=='/);
    expect(first).not.toBe(second);
    expect((await fetch(`${web.url}/wall`, { method: 'POST' })).status).toBe(405);
  });
});

describe('start and stop', () => {
  it('is ready while the database answers', async () => {
    const ready = await fixture.call('GET', '/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('says which port is taken', async () => {
    await expect(fixture.startWeb({ port: fixture.web.port })).rejects.toBeInstanceOf(PortTakenError);
  });

  it('says that the pages are not built', async () => {
    const withPages = startWeb({ ...fixture.options, projectDir: import.meta.dirname });
    await expect(withPages).rejects.toThrow(PagesNotBuiltError);
  });

  it('closes within three seconds with a request that never ends', async () => {
    const web = await fixture.startWeb();
    const socket = connect(web.port, '127.0.0.1');
    socket.write(
      'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    socket.on('error', () => {});
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await fetch(`${web.url}/healthz`);
    const start = performance.now();
    await web.close();
    await closed;
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
