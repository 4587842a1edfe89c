import { z } from 'zod';
import {
  changeOrgUnitSchema,
  closeOrgUnitSchema,
  createOrgUnitSchema,
  moveOrgUnitSchema,
  orgMovePreviewSchema,
  orgMoveQuerySchema,
  orgUnitChangedSchema,
  orgUnitDetailSchema,
  orgUnitIdSchema,
  putOrgBorderSchema,
} from '#core/contracts';
import type { Result } from '#core/kit';
import { type Border, readBorder } from '#core/org';
import {
  changeOrgUnit,
  closeOrgUnit,
  createOrgUnit,
  findOrgUnitDetail,
  moveOrgUnit,
  type OrgRefusal,
  previewMove,
  reopenOrgUnit,
  setOrgBorder,
} from '#db/repositories';
import { orgRefusal } from '../errors/org-refusal.ts';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';

const params = z.object({ id: orgUnitIdSchema });
const answer = orgUnitChangedSchema;
/** Twenty thousand vertices, with many digits each. */
const BORDER_BYTES_MAX = 1_500_000;

export const postOrgUnits = scopedRoute(
  'org.manage',
  {
    method: 'post',
    path: '/api/org-units',
    summary: 'Make an org unit below another',
    body: createOrgUnitSchema,
    answer,
    refusals: ['not_found', 'org.closed', 'org.level_mismatch', 'org.code_taken'],
  },
  async (call) => {
    const { db, random } = call.services;
    return { body: settled(await createOrgUnit(db, call.body, auditedChangeOf(call), random)) };
  },
);

export const getOrgUnit = scopedRoute(
  'org.manage',
  {
    method: 'get',
    path: '/api/org-units/{id}',
    summary: 'An org unit with what hangs on it, its border, and those around it',
    params,
    answer: orgUnitDetailSchema,
    refusals: ['not_found'],
  },
  async ({ params: { id }, scope, services }) => {
    const detail = await findOrgUnitDetail(services.db, scope, id);
    if (detail === null) throw new HttpProblem('not_found');
    return { body: detail };
  },
);

export const putOrgUnit = scopedRoute(
  'org.manage',
  {
    method: 'put',
    path: '/api/org-units/{id}',
    summary: 'Give an org unit another name or code',
    params,
    body: changeOrgUnitSchema,
    answer,
    refusals: ['not_found', 'org.changed_meanwhile', 'org.code_taken', 'org.bad_code'],
  },
  async (call) => {
    const { db } = call.services;
    return { body: settled(await changeOrgUnit(db, call.params.id, call.body, auditedChangeOf(call))) };
  },
);

export const putOrgUnitBorder = scopedRoute(
  'org.manage',
  {
    method: 'put',
    path: '/api/org-units/{id}/border',
    summary: 'Give an org unit another border (GeoJSON polygons, WGS 84), or none',
    params,
    body: putOrgBorderSchema,
    bodyBytesMax: BORDER_BYTES_MAX,
    answer,
    refusals: ['not_found', 'org.changed_meanwhile', 'org.bad_border'],
  },
  async (call) => {
    const { version, geoJson } = call.body;
    const border = geoJson === null ? null : borderOf(geoJson);
    const changed = await setOrgBorder(
      call.services.db,
      call.params.id,
      { version, border },
      auditedChangeOf(call),
    );
    return { body: settled(changed) };
  },
);

export const getOrgUnitMovePreview = scopedRoute(
  'org.manage',
  {
    method: 'get',
    path: '/api/org-units/{id}/move-preview',
    summary: 'What a move below another unit would take along, and whose view would change',
    params,
    query: orgMoveQuerySchema,
    answer: orgMovePreviewSchema,
    refusals: [
      'not_found',
      'org.closed',
      'org.level_mismatch',
      'org.code_taken',
      'org.inside_itself',
      'org.is_root',
    ],
  },
  async ({ params: { id }, query, scope, services }) => ({
    body: settled(await previewMove(services.db, scope, id, query.parentId)),
  }),
);

export const postOrgUnitMove = scopedRoute(
  'org.manage',
  {
    method: 'post',
    path: '/api/org-units/{id}/move',
    summary: 'Move an org unit, with all below it and all that is placed there, below another',
    params,
    body: moveOrgUnitSchema,
    answer,
    refusals: [
      'not_found',
      'org.changed_meanwhile',
      'org.closed',
      'org.level_mismatch',
      'org.code_taken',
      'org.inside_itself',
      'org.is_root',
    ],
  },
  async (call) => {
    const { db } = call.services;
    return { body: settled(await moveOrgUnit(db, call.params.id, call.body, auditedChangeOf(call))) };
  },
);

export const postOrgUnitClose = scopedRoute(
  'org.manage',
  {
    method: 'post',
    path: '/api/org-units/{id}/close',
    summary: 'Close an org unit: what is there stays, and nothing new comes',
    params,
    body: closeOrgUnitSchema,
    answer,
    refusals: ['not_found', 'org.changed_meanwhile', 'org.has_open_units', 'org.is_root'],
  },
  async (call) => {
    const { params, body, services } = call;
    return { body: settled(await closeOrgUnit(services.db, params.id, body.version, auditedChangeOf(call))) };
  },
);

export const postOrgUnitReopen = scopedRoute(
  'org.manage',
  {
    method: 'post',
    path: '/api/org-units/{id}/reopen',
    summary: 'Open a closed org unit again',
    params,
    body: closeOrgUnitSchema,
    answer,
    refusals: ['not_found', 'org.changed_meanwhile', 'org.closed'],
  },
  async (call) => {
    const { params, body, services } = call;
    return {
      body: settled(await reopenOrgUnit(services.db, params.id, body.version, auditedChangeOf(call))),
    };
  },
);

/** @throws HttpProblem with why the tree stays as it is */
function settled<Value>(result: Result<Value, OrgRefusal>): Value {
  if (!result.ok) throw orgRefusal(result.error);
  return result.value;
}

/** @throws HttpProblem `org.bad_border`, with what is wrong with it */
function borderOf(geoJson: unknown): Border {
  const border = readBorder(geoJson);
  if (border.ok) return border.value;
  throw new HttpProblem('org.bad_border', { errors: [{ path: 'geoJson', message: border.error }] });
}
