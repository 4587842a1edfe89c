import type { OrgRefusal } from '#db/repositories';
import { HttpProblem } from './problem.ts';

/** Why the tree stays as it is, as an answer. */
export function orgRefusal({ code }: OrgRefusal): HttpProblem {
  return new HttpProblem(code === 'not_found' ? code : `org.${code}`);
}
