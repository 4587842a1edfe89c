import { createHmac } from 'node:crypto';
import type { StreamProfile, StreamSource } from '#core/camera';
import { type Hmac, signTicket } from '#core/contracts';
import type { CameraId, SessionId, UserId } from '#core/kit';

/** Every simulated camera's login. Nothing of it leaves the loopback interface. */
export const CREDENTIALS = { username: 'bench', password: 'loopback-only' } as const;

/** Cameras of one site, and of one simulator process, which sends no more than so many streams evenly. */
const CAMERAS_PER_SITE = 20;
export const CAMERAS_PER_SIMULATOR = 400;

const TICKET_LIFETIME_MS = 3_600_000;

/** The 20-digit codes of the cameras of a benchmark. */
export function cameraCodes(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `3301050000132${String(index + 1).padStart(7, '0')}`);
}

export const cameraIdOf = (code: string): CameraId => `cam_${code}` as CameraId;

/** One stream of each camera, as the gateway's directory knows it. */
export function streamSources(
  codes: readonly string[],
  urlOf: (code: string) => string,
  profile: StreamProfile = 'main',
): StreamSource[] {
  return codes.map((code, index) => ({
    cameraId: cameraIdOf(code),
    profile,
    url: urlOf(code),
    credentials: CREDENTIALS,
    deviceKey: code,
    siteKey: `site-${Math.floor(index / CAMERAS_PER_SITE)}`,
  }));
}

export const hmacOf =
  (key: string): Hmac =>
  (data) =>
    createHmac('sha256', key).update(data).digest('base64url');

/** A ticket for a stream of a camera that outlives every benchmark. */
export function ticketFor(cameraId: CameraId, key: string, profile: StreamProfile = 'main'): string {
  const claims = {
    sessionId: 'ses_bench' as SessionId,
    userId: 'usr_bench' as UserId,
    cameraId,
    profile,
    issuedAtMs: Date.now(),
    expiresAtMs: Date.now() + TICKET_LIFETIME_MS,
  } as const;
  return signTicket(claims, hmacOf(key));
}
