import type { StreamSource } from '#core/camera';

/** Whether two sources lead to the same stream with the same credentials, under the same budgets. */
export function sameSource(a: StreamSource, b: StreamSource): boolean {
  return (
    a.url === b.url &&
    a.credentials?.username === b.credentials?.username &&
    a.credentials?.password === b.credentials?.password &&
    a.deviceKey === b.deviceKey &&
    a.siteKey === b.siteKey
  );
}
