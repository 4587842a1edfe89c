import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearerToken } from './bearer.ts';
import { corsHeaders } from './cors.ts';
import { renderMetrics } from './prometheus.ts';
import { parseRoute } from './route.ts';

describe('routes', () => {
  it.each([
    ['/healthz', { name: 'healthz' }],
    ['/readyz', { name: 'readyz' }],
    ['/internal/probe', { name: 'internal', call: 'probe' }],
    ['/internal/devices/inspect', { name: 'internal', call: 'inspect' }],
    ['/internal/diagnostics/cam_1', { name: 'diagnostics', cameraId: 'cam_1' }],
    ['/internal/ptz', { name: 'internal', call: 'ptz' }],
    [
      '/live/cam_1/sub/index.m3u8',
      { name: 'live', cameraId: 'cam_1', profile: 'sub', target: { kind: 'playlist' } },
    ],
    ['/live/cam_1/still.mp4', { name: 'live', cameraId: 'cam_1', profile: null, target: { kind: 'still' } }],
    [
      '/live/cam_1/main/e1/part-3.m4s',
      { name: 'live', cameraId: 'cam_1', profile: 'main', target: { kind: 'part', epoch: 'e1', number: 3 } },
    ],
  ])('%s', (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });

  it.each([
    '',
    '/internal/devices',
    '/internal/ptz/',
    '/internal/diagnostics/',
    '/internal/diagnostics/usr_1',
    '/internal/diagnostics/cam_1/x',
    '/live',
    '/live/cam_1',
    '/live/cam_1/main',
    '/live/cam_1/main/',
    '/live/usr_1/main/index.m3u8',
    '/live/cam_1/main/index.m3u8/',
    '/live/cam_1/sub/still.mp4',
    '/live/cam_1/main/e1/../init-0.mp4',
    '/live/cam_%31/main/index.m3u8',
  ])('"%s" is none', (path) => {
    expect(parseRoute(path)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (path) => void parseRoute(`/live/${path}`)));
  });
});

describe('bearer', () => {
  it.each([
    ['Bearer abc.d-e_f', 'abc.d-e_f'],
    ['bearer abc', 'abc'],
    [undefined, null],
    ['Bearer', null],
    ['Bearer a b', null],
    [`Bearer ${'a'.repeat(2000)}`, null],
  ])('%s', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });
});

it('an origin is allowed by its whole name only', () => {
  const allowed = new Set(['https://wall.example']);
  expect(corsHeaders('https://wall.example', allowed)['access-control-allow-origin']).toBe(
    'https://wall.example',
  );
  for (const origin of ['https://wall.example.evil.test', 'http://wall.example', 'null', '', undefined]) {
    expect(corsHeaders(origin, allowed)).toEqual({ vary: 'Origin' });
  }
});

it('metrics escape what labels may hold', () => {
  const metric = {
    name: 'm',
    type: 'gauge',
    help: 'h',
    samples: [{ labels: { a: 'x"\\\n' }, value: 1.5 }],
  } as const;
  expect(renderMetrics([metric])).toBe('# HELP m h\n# TYPE m gauge\nm{a="x\\"\\\\\\n"} 1.5\n');
});
