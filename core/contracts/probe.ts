import { z } from 'zod';
import { offlineReasons } from '#core/camera';
import { fail, ok, type Result } from '#core/kit';
import { equalInConstantTime } from './constant-time.ts';
import { cameraIdSchema } from './ids.ts';
import type { Hmac } from './stream-ticket.ts';

/**
 * `POST /internal/probe` of a gateway: the worker asks, the gateway does the RTSP, because only it is sure to
 * reach the cameras and it holds the connect budgets. Authorised by a service token in `Authorization: Bearer`.
 */
export const probeRequestSchema = z.object({ cameraIds: z.array(cameraIdSchema).min(1).max(200) });
export type ProbeRequest = z.infer<typeof probeRequestSchema>;

/** `answered`: DESCRIBE was answered with a session description; else why not. `unknown_camera`: not in the directory. */
export const probeOutcomes = ['answered', 'unknown_camera', ...offlineReasons] as const;
export type ProbeOutcome = (typeof probeOutcomes)[number];

export const probeResponseSchema = z.object({
  results: z.array(z.object({ cameraId: cameraIdSchema, outcome: z.enum(probeOutcomes) })),
});
export type ProbeResponse = z.infer<typeof probeResponseSchema>;

const SERVICE_TOKEN_LIFETIME_MS = 60_000;

/** Makes `svc.<expiry ms>.<hmac>`: proof that the bearer is one of our own roles. */
export function signServiceToken(hmac: Hmac, nowMs: number): string {
  const body = `svc.${nowMs + SERVICE_TOKEN_LIFETIME_MS}`;
  return `${body}.${hmac(body)}`;
}

/** Checks a service token. The prefix keeps it from ever being taken for a stream ticket, or the reverse. */
export function verifyServiceToken(
  token: string,
  hmac: Hmac,
  nowMs: number,
): Result<true, 'forged' | 'expired'> {
  const match = /^(svc\.(\d{1,16}))\.([\w-]+)$/.exec(token);
  const [, body = '', expiry = '', signature = ''] = match ?? [];
  if (match === null || !equalInConstantTime(signature, hmac(body))) return fail('forged');
  return Number(expiry) > nowMs ? ok(true) : fail('expired');
}
