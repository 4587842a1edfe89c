import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { type ControlledEvening, mountEvening } from './evening-routes.ts';

function rig(fails = false) {
  const calls: string[] = [];
  const evening: ControlledEvening = {
    report: () => ({ state: calls.at(-1) ?? 'running' }),
    has: (name) => name === 'sos',
    fire: async (name, isFresh) => {
      if (fails) throw new Error('connection refused');
      return [{ result: 'accepted', name, isFresh }];
    },
    pause: () => void calls.push('paused'),
    resume: () => void calls.push('resumed'),
  };
  const app = new Hono();
  mountEvening(app, evening);
  return app;
}

const json = { 'content-type': 'application/json' };
const play = (app: Hono, name: string, headers: Record<string, string> = json) =>
  app.request('/evening/step', { method: 'POST', headers, body: JSON.stringify({ name }) });

describe('the evening over the control API', () => {
  it('says how it goes, stands still and goes on', async () => {
    const app = rig();
    expect(await (await app.request('/evening')).json()).toEqual({ state: 'running' });
    for (const [action, state] of [
      ['pause', 'paused'],
      ['resume', 'resumed'],
    ] as const) {
      const response = await app.request(`/evening/${action}`, { method: 'POST' });
      expect(await response.json()).toEqual({ state });
    }
  });

  it('plays a step and says what became of it', async () => {
    const response = await play(rig(), 'sos');
    expect(await response.json()).toEqual({
      name: 'sos',
      results: [{ result: 'accepted', name: 'sos', isFresh: false }],
    });
    const body = JSON.stringify({ name: 'sos', fresh: true });
    const fresh = await rig().request('/evening/step', { method: 'POST', headers: json, body });
    expect(await fresh.json()).toMatchObject({ results: [{ isFresh: true }] });
  });

  it.each([
    ['an unknown step', () => play(rig(), 'party'), 404],
    ['no name', () => rig().request('/evening/step', { method: 'POST', headers: json, body: '{}' }), 400],
    ['no JSON', () => rig().request('/evening/step', { method: 'POST', headers: json, body: '{' }), 400],
    ['what a web page can send', () => play(rig(), 'sos', { 'content-type': 'text/plain' }), 415],
    ['a web role that is away', () => play(rig(true), 'sos'), 502],
    [
      'a web page',
      () => rig().request('/evening/pause', { method: 'POST', headers: { origin: 'http://evil.example' } }),
      403,
    ],
  ])('refuses %s with a problem', async (_, ask, status) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status });
  });

  it('is not there when the county has none', async () => {
    const app = new Hono();
    mountEvening(app, null);
    expect((await app.request('/evening')).status).toBe(404);
    expect((await play(app, 'sos')).status).toBe(404);
    expect((await app.request('/evening/pause', { method: 'POST' })).status).toBe(404);
  });
});
