import { z } from 'zod';
import type { Principal } from '#core/access';
import type { Enrolment as OfferedEnrolment } from '#core/contracts';
import { type EpochMs, fail, ok, type Result } from '#core/kit';
import { enrolSecondFactor } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import type { Services } from '../services.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import { ownAccount } from './second-factor.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';

/** Long enough to find the telephone and an app for it. */
const OFFER_MS = 15 * 60_000;

const offerSchema = z.object({ secret: z.string(), sessionId: z.string(), untilMs: z.number() });

/**
 * Offers a secret. Nothing of it is kept here: the browser gets it sealed beside the readable one and brings it back, so
 * that two pages which both show a code do not disturb each other.
 */
export function offerEnrolment(
  { userId, username, sessionId }: Principal,
  { random, vault, clock }: Services,
): Omit<OfferedEnrolment, 'needsPassword'> {
  const secret = newTotpSecret(random);
  const offer = { secret, sessionId, untilMs: clock.now() + OFFER_MS };
  const sealed = vault.seal(JSON.stringify(offer), offerOwner(userId));
  return { secret, uri: totpUri(secret, username), offer: Buffer.from(sealed).toString('base64url') };
}

/**
 * Enrols an offered secret, whose first code shows that an app has it.
 * @returns the recovery codes, which nobody can read again
 * @throws HttpProblem `second_factor.enrolment_over`, `second_factor.wrong_code`, `account.changed_meanwhile`
 */
export async function enrol(
  principal: Principal,
  { offer, code }: { readonly offer: string; readonly code: string },
  address: string,
  services: Services,
): Promise<string[]> {
  const { db, vault, clock, random } = services;
  const { userId, username, sessionId } = principal;
  const nowMs = clock.now();
  const account = await ownAccount(principal, services);
  const secret = openOffer(offer, principal, nowMs, services);
  if (!secret.ok) throw new HttpProblem('second_factor.enrolment_over');
  const step = totpStep(secret.value, code, nowMs);
  if (step === null) throw new HttpProblem('second_factor.wrong_code');
  const codes = newRecoveryCodes(random);
  const sealedSecret = vault.seal(secret.value, userId);
  const enrolled = await enrolSecondFactor(
    db,
    { account, sessionId, sealedSecret, step, codeHashes: codes.map(hashRecoveryCode) },
    { actor: userId, actorName: username, address, nowMs },
  );
  if (!enrolled.ok) throw new HttpProblem(`account.${enrolled.error}`);
  return codes;
}

function openOffer(
  offer: string,
  { userId, sessionId }: Principal,
  nowMs: EpochMs,
  { vault }: Services,
): Result<string, 'over'> {
  const opened = vault.open(Buffer.from(offer, 'base64url'), offerOwner(userId));
  if (!opened.ok) return fail('over');
  const { secret, sessionId: offeredTo, untilMs } = offerSchema.parse(JSON.parse(opened.value));
  return offeredTo === sessionId && nowMs < untilMs ? ok(secret) : fail('over');
}

/** Apart from the owner of stored secrets: an offer that was sealed can never stand in a row. */
function offerOwner(userId: string): string {
  return `enrolment of ${userId}`;
}
