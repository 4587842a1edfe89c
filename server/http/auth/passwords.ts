import { hash, verify } from '@node-rs/argon2';
import { HttpProblem } from '../errors/problem.ts';

/** OWASP password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** More than this at once would only wait for each other, each with 19 MiB in hand. */
const PENDING_MAX = 32;

/** Hashes and checks passwords, slowly on purpose, and never more at a time than the machine can bear. */
export interface Passwords {
  hash(password: string): Promise<string>;
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
    verify: async (storedHash, password) => {
      if (pending >= PENDING_MAX) throw new HttpProblem('overloaded', { headers: { 'Retry-After': '1' } });
      pending++;
      try {
        const matches = await verify(storedHash ?? standIn, password);
        return matches && storedHash !== null;
      } finally {
        pending--;
      }
    },
  };
}
