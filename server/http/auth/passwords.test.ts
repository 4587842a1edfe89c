import { expect, it } from 'vitest';
import { createPasswords } from './passwords.ts';

it('hashes with argon2id at the strength that is asked for, and knows its own', async () => {
  const passwords = await createPasswords('stand-in');
  const hash = await passwords.hash('烽火连三月');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.verify(hash, '烽火连三月')).toBe(true);
  expect(await passwords.verify(hash, '烽火连三年')).toBe(false);
});

it('lets nobody in as nobody, not even with the stand-in’s password', async () => {
  const passwords = await createPasswords('stand-in');
  expect(await passwords.verify(null, 'stand-in')).toBe(false);
});

it('turns away what would only wait, and works again after', async () => {
  const passwords = await createPasswords('stand-in');
  const checks = await Promise.allSettled(Array.from({ length: 40 }, () => passwords.verify(null, 'x')));
  const refused = checks.filter((check) => check.status === 'rejected');
  expect(refused).toHaveLength(8);
  expect(refused[0]?.reason).toMatchObject({ code: 'overloaded' });
  expect(await passwords.verify(null, 'x')).toBe(false);
});

it('S1 takes as long over a one-time password as over any other', async () => {
  const passwords = await createPasswords('stand-in');
  const quick = await passwords.hashRandom('k7m2-p9xq-4tzz-0000');
  expect(await passwords.verify(quick, 'k7m2-p9xq-4tzz-0000')).toBe(true);
  expect(await passwords.verify(quick, 'stand-in')).toBe(false);
  const full = await passwords.hash('烽火连三月');
  const timeOf = async (stored: string) => {
    const times: number[] = [];
    for (let round = 0; round < 7; round++) {
      const startMs = performance.now();
      await passwords.verify(stored, 'wrong');
      times.push(performance.now() - startMs);
    }
    return Math.min(...times);
  };
  const [ofQuick, ofFull] = [await timeOf(quick), await timeOf(full)];
  expect(ofQuick / ofFull).toBeGreaterThan(0.6);
});
