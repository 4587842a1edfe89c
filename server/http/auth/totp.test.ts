import { randomFillSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';

/** RFC 6238, appendix B: ASCII `12345678901234567890`; its eight digits end in these six. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('S1 time-based one-time passwords', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_234_567_890, '005924', 41_152_263],
    [20_000_000_000, '353130', 666_666_666],
  ])('at %d s the code of the RFC’s secret is %s', (seconds, code, step) => {
    expect(totpStep(RFC_SECRET, code, seconds * 1000)).toBe(step);
  });

  it('is good one step early and one late, and no more', () => {
    const at = (seconds: number) => totpStep(RFC_SECRET, '081804', (1_111_111_080 + seconds) * 1000);
    expect([-31, -30, 0, 29, 30, 59, 60].map(at)).toEqual([
      ...[null, 37_037_036, 37_037_036, 37_037_036, 37_037_036, 37_037_036, null],
    ]);
  });

  it.each(['', '28708', '2870822', 'abcdef', '٢٨٧٠٨٢', '密码密码密码', '28708\ud800', '\0'])(
    'takes no “%s”',
    (code) => expect(totpStep(RFC_SECRET, code, 59_000)).toBeNull(),
  );

  it.each(['２８７０８２', '287 082', ' 287082\n'])('reads “%s” as it was meant', (code) => {
    expect(totpStep(RFC_SECRET, code, 59_000)).toBe(1);
  });

  it('makes secrets of 160 bits that apps can read', () => {
    const secret = newTotpSecret(randomFillSync);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret(randomFillSync)).not.toBe(secret);
    const uri = new URL(totpUri(secret, '王建国 & co'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('Beaconwall:王建国 & co');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: 'Beaconwall', digits: '6' });
  });
});

describe('S1 recovery codes', () => {
  it('are ten, each its own, in groups of four', () => {
    const codes = newRecoveryCodes(randomFillSync);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  });

  it('are read as people write them', () => {
    const hash = hashRecoveryCode('0123-4567-89ab-1cde');
    expect(hashRecoveryCode(' O123 4567 89AB LCDE')).toEqual(hash);
    expect(hashRecoveryCode('0123-4567-89ab-2cde')).not.toEqual(hash);
  });
});
