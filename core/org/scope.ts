import { isWithin, type OrgPath } from './org-path.ts';

/**
 * What part of the tree someone may see: one or more subtrees. Every query over scoped rows takes one.
 * An empty scope sees nothing.
 */
export interface Scope {
  readonly paths: readonly OrgPath[];
}

/** Whether `path` lies in one of the scope's subtrees. */
export function inScope(scope: Scope, path: OrgPath): boolean {
  return scope.paths.some((ancestor) => isWithin(path, ancestor));
}
