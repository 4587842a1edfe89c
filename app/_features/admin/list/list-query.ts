import { z } from 'zod';
import { type CameraQuery, cameraQuerySchema } from '#core/contracts';

/** What the list of cameras is narrowed to, and where it goes on; all of it is in the address of the page. */
const listQuerySchema = z.object({
  search: cameraQuerySchema.shape.search.catch(undefined),
  class: cameraQuerySchema.shape.class.catch(undefined),
  state: cameraQuerySchema.shape.state.catch(undefined),
  orgUnitId: cameraQuerySchema.shape.orgUnitId.catch(undefined),
  cursor: cameraQuerySchema.shape.cursor.catch(undefined),
});
export type ListQuery = { readonly [Name in keyof z.infer<typeof listQuerySchema>]?: CameraQuery[Name] };

/** Cameras on one page. */
export const PAGE_LIMIT = 50;

/** Reads an address; what it should not hold is as if it were not there. */
export function readListQuery(parameters: URLSearchParams): ListQuery {
  return listQuerySchema.parse(Object.fromEntries(parameters));
}

/** The address of a list. A change of what is listed begins at its first page. */
export function listAddress(query: ListQuery, change: ListQuery): string {
  const next = { ...query, cursor: undefined, ...change };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== undefined && value !== '') parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '/admin/cameras' : `/admin/cameras?${text}`;
}
