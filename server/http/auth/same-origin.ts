/** Decides whether a browser's request comes from our own pages. */
export interface OriginPolicy {
  /** Whether `origin` (an `Origin` header) is ours, for a request sent to `host`. */
  isOwn(origin: string | null | undefined, host: string | null | undefined): boolean;
}

/** Names of this machine for itself. No page of another's can be under them, whatever its DNS says. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * @param allowedOrigins the exact origins under which browsers reach us. Without them the origin's host must be
 *   the one the request was sent to. That also holds for loopback, so that a forwarded port needs no setting.
 */
export function originPolicy(allowedOrigins?: readonly string[]): OriginPolicy {
  const allowed = allowedOrigins?.map((origin) => new URL(origin).origin);
  return {
    isOwn: (origin, host) => {
      if (!origin || !URL.canParse(origin)) return false; // `null`, the opaque origin, is no URL
      const url = new URL(origin);
      if (!/^https?:$/.test(url.protocol)) return false;
      if (allowed?.includes(url.origin)) return true;
      return url.host === host && (allowed === undefined || LOOPBACK.has(url.hostname));
    },
  };
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request must be refused as forged by another site (CSRF). Browsers send `Origin` with every unsafe
 * method, and `Sec-Fetch-Site` on secure origins; either one that is foreign refuses. A request with neither is
 * not from a browser, so no user's cookie was taken along without their knowledge.
 */
export function isCrossSite(
  request: { readonly method: string; header(name: string): string | undefined },
  policy: OriginPolicy,
): boolean {
  if (SAFE_METHODS.has(request.method)) return false;
  const fetchSite = request.header('sec-fetch-site');
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return true;
  const origin = request.header('origin');
  return origin !== undefined && !policy.isOwn(origin, request.header('host'));
}
