import { Secret, TOTP } from 'otpauth';
import type { EpochMs } from '#core/kit';
import type { Random } from './token.ts';

/** RFC 4226, 4: a secret of 160 bits is recommended. */
const SECRET_BYTES = 20;
/** RFC 6238, 5.2. What every authenticator app takes for granted, so it is no setting. */
const PERIOD_MS = 30_000;
/** RFC 6238, 5.2: one step of network delay, and as much for clocks that are not quite right. */
const STEPS_AROUND = 1;
const PRODUCT = 'Beaconwall';

/** A fresh secret, in base32 as authenticator apps take it. */
export function newTotpSecret(random: Random): string {
  return new Secret({ buffer: new Uint8Array(random(new Uint8Array(SECRET_BYTES))).buffer }).base32;
}

/** What the QR code of a secret says: the `otpauth` key URI that authenticator apps agree on. */
export function totpUri(secret: string, username: string): string {
  return totpOf(secret, username).toString();
}

const CODE = /^[0-9]{6}$/;

/** A code as it was meant: Chinese input methods write wide digits, apps show them in two groups. Null: it is none. */
export function readTotpCode(typed: string): string | null {
  const code = typed.normalize('NFKC').replaceAll(/\s/g, '');
  return CODE.test(code) ? code : null;
}

/** The time step whose code this is, now or one step around; null when it is none. */
export function totpStep(secret: string, typed: string, nowMs: EpochMs): number | null {
  const code = readTotpCode(typed);
  // Checked before: a code of six characters but more bytes makes the library throw.
  if (code === null) return null;
  const delta = totpOf(secret, '').validate({ token: code, timestamp: nowMs, window: STEPS_AROUND });
  return delta === null ? null : Math.floor(nowMs / PERIOD_MS) + delta;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: PRODUCT, label, secret: Secret.fromBase32(secret), period: PERIOD_MS / 1000 });
}
