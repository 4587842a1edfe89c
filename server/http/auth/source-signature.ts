import { createHmac, timingSafeEqual } from 'node:crypto';
import { INGEST_SKEW_MS } from '#core/contracts';
import { findSourceKey } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import type { Services } from '../services.ts';
import { hashToken } from './token.ts';

/**
 * Finds which source signed a body: `X-Beaconwall-Signature` is base64url(HMAC-SHA256(key, timestamp + "." + body)). A
 * source that does not exist, one that is barred and a wrong signature get the same answer, and a key is tried and
 * compared for each, so that the time taken does not tell which sources there are.
 * @returns the name of the source
 * @throws HttpProblem `ingest.bad_signature`, and for a good one `ingest.clock_skew`
 */
export async function signedBy(
  header: (name: string) => string | undefined,
  body: Uint8Array,
  { db, vault, clock }: Pick<Services, 'db' | 'vault' | 'clock'>,
): Promise<string> {
  const source = header('x-beaconwall-source') ?? '';
  const timestamp = header('x-beaconwall-timestamp') ?? '';
  const signature = header('x-beaconwall-signature') ?? '';
  const key = await findSourceKey(db, vault, source);
  const expected = createHmac('sha256', key ?? '')
    .update(`${timestamp}.`)
    .update(body)
    .digest('base64url');
  const isRight = timingSafeEqual(hashToken(signature), hashToken(expected));
  if (key === null || !isRight) throw new HttpProblem('ingest.bad_signature');
  const skewMs = Number(timestamp) - clock.now();
  // So written because a timestamp that is no number compares as neither.
  if (!(Math.abs(skewMs) <= INGEST_SKEW_MS)) {
    const detail = `X-Beaconwall-Timestamp is ${skewMs} ms from this server’s time; at most ${INGEST_SKEW_MS}`;
    throw new HttpProblem('ingest.clock_skew', { detail });
  }
  return source;
}
