import { expect, it } from 'vitest';
import { securityHeaders } from './security-headers.ts';

const plain = securityHeaders({
  gatewayOrigins: () => ['http://gateway.test:8081'],
  mapbox: false,
  https: false,
});
const secure = securityHeaders({
  gatewayOrigins: () => ['https://video.test', 'https://two.test'],
  mapbox: false,
  https: true,
});

it('scripts run from our own files, and inline with the nonce of the answer only', () => {
  const policy = plain.ofPage('bm9uY2U=')['Content-Security-Policy'];
  expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U='; ");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
});

it('pages reach every gateway over HTTP and WebSocket, and nothing else outside', () => {
  expect(plain.ofPage('n')['Content-Security-Policy']).toContain(
    "connect-src 'self' http://gateway.test:8081 ws://gateway.test:8081; ",
  );
  expect(secure.ofPage('n')['Content-Security-Policy']).toContain(
    "connect-src 'self' https://video.test wss://video.test https://two.test wss://two.test; ",
  );
});

it('pages that draw Mapbox’s map reach Mapbox, which is told the site and no more', () => {
  const options = { gatewayOrigins: () => ['http://gateway.test:8081'], mapbox: true, https: false };
  const headers = securityHeaders(options).ofPage('n');
  expect(headers['Content-Security-Policy']).toContain(
    "connect-src 'self' http://gateway.test:8081 ws://gateway.test:8081 https://api.mapbox.com https://events.mapbox.com; ",
  );
  expect(headers['Referrer-Policy']).toBe('strict-origin-when-cross-origin');
  expect(plain.ofPage('n')['Referrer-Policy']).toBe('no-referrer');
});

it('nothing can frame an answer or guess its type, and https is kept once seen', () => {
  for (const headers of [secure.ofApi, secure.ofPage('n')]) {
    expect(headers['Content-Security-Policy']).toContain("frame-ancestors 'none'");
    expect(headers['X-Content-Type-Options']).toBe('nosniff');
    expect(headers['Strict-Transport-Security']).toBe('max-age=31536000');
  }
  expect(plain.ofApi['Strict-Transport-Security']).toBeUndefined();
});
