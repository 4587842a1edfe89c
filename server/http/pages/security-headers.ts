type Headers = Readonly<Record<string, string>>;

/** Headers that every answer carries. */
export interface SecurityHeaders {
  readonly ofApi: Headers;
  /** @param nonce marks the inline scripts of this one answer; 128 random bits in base64 */
  readonly ofPage: (nonce: string) => Headers;
}

/**
 * @param options.gatewayOrigins pages play video from there, over HTTP and WebSocket; asked for every page
 * @param options.mapbox pages draw Mapbox's map, whose servers must be reachable and see which site asks
 * @param options.https adds HSTS (RFC 6797); a year, subdomains left to their owners
 */
export function securityHeaders(options: {
  readonly gatewayOrigins: () => readonly string[];
  readonly mapbox: boolean;
  readonly https: boolean;
}): SecurityHeaders {
  const always = {
    'X-Content-Type-Options': 'nosniff',
    // Mapbox's tokens can be bound to a site, which Mapbox knows by the referrer.
    'Referrer-Policy': options.mapbox ? 'strict-origin-when-cross-origin' : 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), payment=(), usb=()',
    ...(options.https && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
  return {
    ofApi: { ...always, 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" },
    ofPage: (nonce) => ({
      ...always,
      'Content-Security-Policy': pagePolicy(options.gatewayOrigins(), options.mapbox ? MAPBOX : [], nonce),
    }),
  };
}

/** What Mapbox GL JS asks for, as its guide to CSP directives lists it. */
const MAPBOX = ['https://api.mapbox.com', 'https://events.mapbox.com'];

/** Content Security Policy, level 3. */
function pagePolicy(gateways: readonly string[], elsewhere: readonly string[], nonce: string): string {
  const video = gateways.flatMap((origin) => [origin, origin.replace(/^http/, 'ws')]);
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // React writes style attributes, which no nonce can mark.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    // hls.js gives the video element object URLs, and runs its remuxer in a worker made from one.
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    `connect-src ${["'self'", ...video, ...elsewhere].join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
