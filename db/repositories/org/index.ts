export { changeOrgUnit, setOrgBorder } from './change-org-unit.ts';
export { closeOrgUnit, reopenOrgUnit } from './close-org-unit.ts';
export { createOrgUnit } from './create-org-unit.ts';
export { importOrgUnits, type ListedRefusal, type ListedUnit } from './import-org-units.ts';
export { moveOrgUnit } from './move-org-unit.ts';
export type { ChangedUnit, OrgRefusal } from './org-refusal.ts';
export { findOrgUnitDetail, previewMove } from './org-unit-detail.ts';
