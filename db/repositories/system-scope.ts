import type { OrgPath, Scope } from '#core/org';

/**
 * Everything, for the system's own roles: the worker's sweep, the gateway's directory, seeding. The empty ltree is
 * the ancestor of every path. Never given to a request: those get the scope of their principal.
 */
export const systemScope: Scope = { paths: ['' as OrgPath] };
