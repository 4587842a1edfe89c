import { z } from 'zod';
import { type PeopleQuery, peopleQuerySchema } from '#core/contracts';

const { search, role, state, orgUnitId, cursor, sort } = peopleQuerySchema.shape;

/** What the list of people is narrowed to, and where it goes on; all of it is in the address of the page. */
const listQuerySchema = z.object({
  search: search.catch(undefined),
  role: role.catch(undefined),
  state: state.catch(undefined),
  orgUnitId: orgUnitId.catch(undefined),
  sort: sort.unwrap().optional().catch(undefined),
  cursor: cursor.catch(undefined),
});
export type PeopleListQuery = {
  readonly [Name in keyof z.infer<typeof listQuerySchema>]?: PeopleQuery[Name] | undefined;
};

/** Reads an address; what it should not hold is as if it were not there. */
export function readPeopleQuery(parameters: URLSearchParams): PeopleListQuery {
  return listQuerySchema.parse(Object.fromEntries(parameters));
}

/** The address of a list. A change of what is listed begins at its first page. */
export function peopleAddress(query: PeopleListQuery, change: PeopleListQuery): string {
  const next = { ...query, cursor: undefined, ...change };
  const given = Object.entries(next).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given as [string, string][]).toString();
  return text === '' ? '/admin/people' : `/admin/people?${text}`;
}

/** Whether the list is narrowed, not only sorted or turned over. */
export function isNarrowed({ search, role, state, orgUnitId }: PeopleListQuery): boolean {
  return [search, role, state, orgUnitId].some((value) => value !== undefined);
}
