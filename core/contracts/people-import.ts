import { z } from 'zod';
import { listFileSchema } from './import.ts';

/** The columns of a list of people, in the order of the template; the header row may have them in any order. */
export const peopleListColumns = [
  'username',
  'name_zh',
  'name_en',
  'org_unit',
  'role',
  'role_unit',
  'language',
  'expires',
] as const;
export type PeopleListColumn = (typeof peopleListColumns)[number];

/** POST /api/people/import. With `dryRun` everything is checked and no account made. */
export const importPeopleSchema = z.object({ file: listFileSchema, dryRun: z.boolean() });

export const importPeopleResponseSchema = z.object({
  accounts: z.number().int(),
  /** Of every account that was made, its one-time password, this once; empty after a dry run. */
  passwords: z.array(z.object({ username: z.string(), name: z.string(), oneTimePassword: z.string() })),
});
export type ImportedPeople = z.infer<typeof importPeopleResponseSchema>;
