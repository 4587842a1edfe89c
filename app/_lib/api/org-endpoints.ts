import type { z } from 'zod';
import {
  type changeOrgUnitSchema,
  type createOrgUnitSchema,
  type ImportedOrgUnits,
  importOrgUnitsResponseSchema,
  type importOrgUnitsSchema,
  type OrgMovePreview,
  type OrgUnitDetail,
  orgMovePreviewSchema,
  orgUnitChangedSchema,
  orgUnitDetailSchema,
} from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { request } from './request.ts';

export type ChangedOrgUnit = z.infer<typeof orgUnitChangedSchema>;

/** Thirty thousand cameras move within seconds; a list of ten thousand units is read and entered. */
const LONG_LIMIT_MS = 60_000;

/** A unit with what hangs on it. */
export function fetchOrgUnit(id: OrgUnitId, signal: AbortSignal): Promise<OrgUnitDetail> {
  return request({ path: pathOf(id), signal }, orgUnitDetailSchema);
}

/** Makes a unit. */
export function createOrgUnit(body: z.input<typeof createOrgUnitSchema>): Promise<ChangedOrgUnit> {
  return request({ method: 'POST', path: '/api/org-units', body }, orgUnitChangedSchema);
}

/** Gives a unit another name or code. */
export function changeOrgUnit(
  id: OrgUnitId,
  body: z.input<typeof changeOrgUnitSchema>,
): Promise<ChangedOrgUnit> {
  const call = { method: 'PUT', path: pathOf(id), body, timeLimitMs: LONG_LIMIT_MS } as const;
  return request(call, orgUnitChangedSchema);
}

/** Gives a unit another border; null takes it away. */
export function putOrgBorder(
  id: OrgUnitId,
  body: { readonly version: number; readonly geoJson: unknown },
): Promise<ChangedOrgUnit> {
  return request({ method: 'PUT', path: `${pathOf(id)}/border`, body }, orgUnitChangedSchema);
}

/** What a move would take along. */
export function previewOrgMove(
  id: OrgUnitId,
  parentId: OrgUnitId,
  signal: AbortSignal,
): Promise<OrgMovePreview> {
  const path = `${pathOf(id)}/move-preview?parentId=${encodeURIComponent(parentId)}`;
  return request({ path, signal }, orgMovePreviewSchema);
}

/** Moves a unit below another. */
export function moveOrgUnit(
  id: OrgUnitId,
  body: { readonly version: number; readonly parentId: OrgUnitId },
): Promise<ChangedOrgUnit> {
  const call = { method: 'POST', path: `${pathOf(id)}/move`, body, timeLimitMs: LONG_LIMIT_MS } as const;
  return request(call, orgUnitChangedSchema);
}

/** Closes a unit, or opens it again. */
export function setOrgUnitClosed(
  id: OrgUnitId,
  verb: 'close' | 'reopen',
  version: number,
): Promise<ChangedOrgUnit> {
  return request({ method: 'POST', path: `${pathOf(id)}/${verb}`, body: { version } }, orgUnitChangedSchema);
}

/** Checks a list of units, and without `dryRun` applies it. */
export function importOrgUnits(body: z.input<typeof importOrgUnitsSchema>): Promise<ImportedOrgUnits> {
  const call = { method: 'POST', path: '/api/org-units/import', body, timeLimitMs: LONG_LIMIT_MS } as const;
  return request(call, importOrgUnitsResponseSchema);
}

const pathOf = (id: OrgUnitId) => `/api/org-units/${encodeURIComponent(id)}`;
