export { cameras } from './cameras.ts';
export { journal } from './journal.ts';
export { orgUnits } from './org-units.ts';
export { memberships, sessions, users } from './users.ts';
export { withinScope } from './within-scope.ts';
