export { BORDER_VERTICES_MAX, type BorderRefusal, borderRefusals, readBorder } from './border.ts';
export { isWithin, type OrgPath, parseOrgPath, selfAndAncestors } from './org-path.ts';
export { type Border, type OrgLevel, type OrgUnit, orgLevels } from './org-unit.ts';
export { inScope, type Scope } from './scope.ts';
export { isCodeOf, mayHold, movedPath, pathBelow } from './tree-rules.ts';
