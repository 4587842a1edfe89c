import type { OrgUnitId } from '#core/kit';

/** The id of the unit with that division code. */
export const orgUnitId = (code: string): OrgUnitId => `org_${code}` as OrgUnitId;
