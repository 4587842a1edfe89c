import { readFileSync } from 'node:fs';
import { z } from 'zod';

const accountSchema = z.object({
  /** `xl01`… */
  squadCode: z.string().regex(/^xl\d{2}$/),
  username: z.string().min(1),
  password: z.string().min(1),
});

/** The accounts that squads sign in with on their handhelds. */
const handheldAccountsSchema = z.object({
  /** Squads whose people are simulated. */
  simulated: z.array(accountSchema),
  /** The squad somebody plays on the phone page: only its car is simulated. */
  played: accountSchema.nullable(),
});
export type HandheldAccounts = z.infer<typeof handheldAccountsSchema>;

/** Reads the accounts from a file that only its owner can read. @throws when it is missing or not as it should be */
export function readHandheldAccounts(path: string): HandheldAccounts {
  return handheldAccountsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
