/** How long a browser may remember a preflight: Chrome's own limit. */
const PREFLIGHT_AGE_S = 7200;

/**
 * The headers that let a page of an allowed origin read an answer. Never credentialed: tickets travel in a header,
 * cookies mean nothing here.
 */
export function corsHeaders(
  origin: string | undefined,
  allowed: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  if (origin === undefined || !allowed.has(origin)) return { vary: 'Origin' };
  return { vary: 'Origin', 'access-control-allow-origin': origin };
}

/** The further headers of a preflight's answer to an allowed origin. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'Authorization',
  'access-control-max-age': String(PREFLIGHT_AGE_S),
};
