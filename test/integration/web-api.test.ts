import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PagesNotBuiltError, PortTakenError, startWeb } from '#server/http';
import { type CallOptions, PASSWORD, refusalOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
let cookie: string;
beforeAll(async () => {
  fixture = await webFixture();
  cookie = await fixture.signIn('county');
});
afterAll(() => fixture.close());

const refusal = (method: string, path: string, options: CallOptions = {}) =>
  refusalOf(fixture.call(method, path, { cookie, ...options }));

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

/** Every route, with who may call it; by path. */
const routeTable = [
  'get /api/alerts alert.read',
  'post /api/alerts/{id}/acknowledge alert.handle',
  'post /api/alerts/{id}/clear alert.handle',
  'post /api/alerts/{id}/dispatch squad.dispatch',
  'get /api/alerts/{id}/response alert.read',
  'post /api/alerts/{id}/shelve alert.handle',
  'post /api/assignments/{id}/recall squad.dispatch',
  'get /api/audit audit.read',
  'get /api/audit/export audit.read',
  'post /api/audit/verify audit.read',
  'get /api/cameras camera.read',
  'post /api/cameras camera.register',
  'post /api/cameras/import camera.register',
  'get /api/cameras/{id} camera.read',
  'get /api/cameras/{id}/diagnostics camera.register',
  'post /api/cameras/{id}/ptz camera.ptz',
  'post /api/devices/discover camera.register',
  'post /api/devices/inspect camera.register',
  'post /api/devices/preview camera.register',
  'get /api/incidents/{id} alert.read',
  'post /api/incidents/{id}/cancel squad.dispatch',
  'post /api/incidents/{id}/close alert.handle',
  'post /api/ingest/alerts source',
  'post /api/ingest/positions source',
  'get /api/integrations integration.manage',
  'post /api/integrations integration.manage',
  'delete /api/integrations/{id} integration.manage',
  'get /api/map camera.read',
  'get /api/me session',
  'put /api/me/locale pending',
  'put /api/me/password pending',
  'post /api/me/recovery-codes session',
  'post /api/me/second-factor pending',
  'post /api/me/second-factor/offer pending',
  'post /api/me/second-factor/remove session',
  'get /api/me/sessions session',
  'post /api/me/sessions/end-others session',
  'delete /api/me/sessions/{id} session',
  'get /api/openapi.json anyone',
  'get /api/org-units tree.read',
  'post /api/org-units org.manage',
  'post /api/org-units/import org.manage',
  'get /api/org-units/{id} org.manage',
  'put /api/org-units/{id} org.manage',
  'put /api/org-units/{id}/border org.manage',
  'post /api/org-units/{id}/close org.manage',
  'post /api/org-units/{id}/move org.manage',
  'get /api/org-units/{id}/move-preview org.manage',
  'post /api/org-units/{id}/reopen org.manage',
  'post /api/pairings anyone',
  'post /api/pairings/claim anyone',
  'post /api/patrol/assignments/{id}/{step} patrol.act',
  'post /api/patrol/sos patrol.act',
  'get /api/patrol/task patrol.act',
  'get /api/people account.read',
  'post /api/people account.manage',
  'post /api/people/import account.manage',
  'get /api/people/{id} account.read',
  'put /api/people/{id} account.manage',
  'post /api/people/{id}/disable account.manage',
  'post /api/people/{id}/enable account.manage',
  'put /api/people/{id}/memberships account.manage',
  'post /api/people/{id}/password account.manage',
  'delete /api/people/{id}/second-factor account.manage',
  'delete /api/people/{id}/sessions account.manage',
  'get /api/people/{id}/sessions account.manage',
  'get /api/screens display.manage',
  'post /api/screens display.manage',
  'delete /api/screens/{id} display.manage',
  'delete /api/session pending',
  'get /api/session pending',
  'post /api/session anyone',
  'post /api/session/second-factor pending',
  'delete /api/sessions/{id} account.manage',
  'post /api/setup anyone',
  'get /api/sign-in anyone',
  'get /api/sign-in/callback anyone',
  'get /api/sign-in/provider anyone',
  'get /api/sources integration.manage',
  'post /api/sources integration.manage',
  'put /api/sources/{name} integration.manage',
  'post /api/sources/{name}/key integration.manage',
  'get /api/squads squad.read',
  'post /api/stream-tickets camera.watch',
];

describe('the route table', () => {
  it('is this; a new route is added here with who may call it', async () => {
    const table = (await operations()).map(
      ({ path, method, operation }) => `${method} ${path} ${operation['x-access'] ?? 'anyone'}`,
    );
    expect(table.sort()).toEqual([...routeTable].sort());
  });

  it('asks everyone else who they are first, whatever they send', async () => {
    for (const { path, method, operation } of await operations()) {
      const access = operation['x-access'];
      if (access === undefined) continue;
      const address = path.replace('{id}', 'cam_east').replace('{name}', 'source');
      const body = access === 'source' ? { body: {} } : {};
      const { status, code } = await refusal(method.toUpperCase(), address, { cookie: '', ...body });
      expect([status, code], path).toEqual([
        401,
        access === 'source' ? 'ingest.bad_signature' : 'auth.required',
      ]);
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
