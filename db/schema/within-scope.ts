import { type AnyColumn, or, type SQL, sql } from 'drizzle-orm';
import type { Scope } from '#core/org';

/**
 * The condition that a row's org path lies in the scope. One `<@` a subtree, joined by OR: that is the form the
 * GiST index answers. An empty scope matches nothing.
 */
export function withinScope(orgPath: AnyColumn, scope: Scope): SQL {
  const subtrees = scope.paths.map((path) => sql`${orgPath} <@ ${path}::ltree`);
  return or(...subtrees) ?? sql`false`;
}
