import { describe, expect, it } from 'vitest';
import { isCrossSite, originPolicy } from './same-origin.ts';

const host = 'wall.example:8080';

function isRefused(headers: Record<string, string>, allowedOrigins?: string[], method = 'POST'): boolean {
  const sent: Record<string, string> = { host, ...headers };
  return isCrossSite({ method, header: (name) => sent[name] }, originPolicy(allowedOrigins));
}

describe('cross-site requests', () => {
  it.each([
    ['null', 'the opaque origin'],
    ['https://evil.example', 'another site'],
    ['http://wall.example:9090', 'another port'],
    ['http://wall.example:8080.evil.example', 'a longer name'],
    ['file://', 'a file'],
    ['not an origin', 'nonsense'],
  ])('refuses Origin: %s (%s)', (origin) => {
    expect(isRefused({ origin })).toBe(true);
    expect(isRefused({ origin }, ['https://wall.example'])).toBe(true);
  });

  it.each(['cross-site', 'same-site', 'none', 'anything'])('refuses Sec-Fetch-Site: %s', (site) => {
    expect(isRefused({ origin: `http://${host}`, 'sec-fetch-site': site })).toBe(true);
  });

  it('accepts our own pages, and programs that are no browser', () => {
    expect(isRefused({ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(isRefused({ origin: `https://${host}` })).toBe(false); // TLS ends at a proxy in front
    expect(isRefused({})).toBe(false);
  });

  it('with a list, takes that list and nothing else', () => {
    expect(isRefused({ origin: 'https://wall.example' }, ['https://wall.example/'])).toBe(false);
    expect(isRefused({ origin: `http://${host}` }, ['https://wall.example'])).toBe(true);
  });

  it('with a list, still takes a port of this machine, however it was forwarded', () => {
    const list = ['https://wall.example'];
    for (const own of ['localhost:9000', '127.0.0.1:8080', '[::1]:8080']) {
      expect(isRefused({ origin: `http://${own}`, host: own }, list)).toBe(false);
    }
    expect(isRefused({ origin: 'http://localhost:3000', host: 'localhost:9000' }, list)).toBe(true);
    expect(isRefused({ origin: 'http://rebound.evil:9000', host: 'rebound.evil:9000' }, list)).toBe(true);
  });

  it('leaves reading alone', () => {
    expect(isRefused({ origin: 'https://evil.example' }, undefined, 'GET')).toBe(false);
  });
});
