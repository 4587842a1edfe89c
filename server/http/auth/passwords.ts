import { hash, verify } from '@node-rs/argon2';
import { HttpProblem } from '../errors/problem.ts';

/** OWASP password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * For passwords of 80 random bits and more, which cannot be searched however quick the try. One that somebody chose
 * would be found.
 */
const ARGON2_OF_RANDOM = { memoryCost: 64, timeCost: 1, parallelism: 1 } as const;
const QUICK = `$m=${ARGON2_OF_RANDOM.memoryCost},t=${ARGON2_OF_RANDOM.timeCost},`;

/** More than this at once would only wait for each other, each with 19 MiB in hand. */
const PENDING_MAX = 32;

/** Hashes and checks passwords, slowly on purpose, and never more at a time than the machine can bear. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Hashes a password that was made of at least 80 random bits: quickly, so that thousands can be made at once. */
  hashRandom(password: string): Promise<string>;
  /**
   * Whether `password` belongs to `storedHash`. Without one (no such user) a hash nobody knows is checked
   * instead, so that the time taken does not tell which user names exist.
   * @throws HttpProblem `overloaded` when too many checks wait already
   */
  verify(storedHash: string | null, password: string): Promise<boolean>;
}

/** @param unguessable the password behind the stand-in hash; fresh random text at every start */
export async function createPasswords(unguessable: string): Promise<Passwords> {
  const standIn = await hash(unguessable, ARGON2);
  let pending = 0;
  return {
    hash: (password) => hash(password, ARGON2),
    hashRandom: (password) => hash(password, ARGON2_OF_RANDOM),
    verify: async (storedHash, password) => {
      if (pending >= PENDING_MAX) throw new HttpProblem('overloaded', { headers: { 'Retry-After': '1' } });
      pending++;
      try {
        const matches = await verify(storedHash ?? standIn, password);
        // So that the time does not tell who has not signed in yet.
        if (storedHash?.includes(QUICK)) await verify(standIn, password);
        return matches && storedHash !== null;
      } finally {
        pending--;
      }
    },
  };
}
