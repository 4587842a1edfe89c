/** Where an answer goes, which decides what it may load. */
export type AnswerKind = 'api' | 'page';

/**
 * Headers every answer carries.
 * @param options.gatewayPublicUrl pages play video from there, over HTTP and WebSocket
 * @param options.https adds HSTS (RFC 6797); a year, subdomains left to their owners
 */
export function securityHeaders(options: {
  readonly gatewayPublicUrl: string;
  readonly https: boolean;
}): (kind: AnswerKind) => Readonly<Record<string, string>> {
  const always = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), payment=(), usb=()',
    ...(options.https && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
  const headers = {
    api: { ...always, 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" },
    page: { ...always, 'Content-Security-Policy': pagePolicy(new URL(options.gatewayPublicUrl)) },
  };
  return (kind) => headers[kind];
}

function pagePolicy(gateway: URL): string {
  const feed = `${gateway.protocol === 'https:' ? 'wss' : 'ws'}://${gateway.host}`;
  return [
    "default-src 'self'",
    // Next starts its pages from inline scripts; without nonces they need this.
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    // hls.js gives the video element object URLs, and runs its remuxer in a worker made from one.
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${gateway.origin} ${feed}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
