import { type ImportRowError, importOrgUnitsResponseSchema, importOrgUnitsSchema } from '#core/contracts';
import { importOrgUnits, type ListedRefusal } from '#db/repositories';
import { refuseWrongRows, wrongRows } from '../errors/import-refusal.ts';
import { type OrgList, readOrgList } from '../org-list/read-org-list.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';
import { LIST_BODY_BYTES_MAX, listFileOf } from '../table-file/index.ts';

/** So many of what happens are shown before it does. */
const SHOWN_MAX = 100;

export const postOrgUnitsImport = scopedRoute(
  'org.manage',
  {
    method: 'post',
    path: '/api/org-units/import',
    summary: 'Make the org units of a list (CSV or Excel) and rename those that are there, all or none',
    body: importOrgUnitsSchema,
    bodyBytesMax: LIST_BODY_BYTES_MAX,
    answer: importOrgUnitsResponseSchema,
    refusals: ['import.invalid'],
  },
  async (call) => {
    const { db, random } = call.services;
    const { file, dryRun } = call.body;
    const list = await readOrgList(listFileOf(file));
    refuseWrongRows(list.errors);
    const options = { change: auditedChangeOf(call), random, dryRun };
    const outcome = await importOrgUnits(db, list.units, options);
    if (!outcome.ok) throw wrongRows(rowsOf(outcome.error, list));
    const { changes, unchanged } = outcome.value;
    const created = changes.filter(({ kind }) => kind === 'created').length;
    const counts = { created, renamed: changes.length - created, unchanged };
    return { body: { ...counts, changes: changes.slice(0, SHOWN_MAX), applied: !dryRun } };
  },
);

const columnOf = {
  unknown_parent: 'parent_code',
  parent_closed: 'parent_code',
  level_mismatch: 'level',
  other_level: 'level',
} as const satisfies Record<ListedRefusal['error'], string>;

function rowsOf(refusals: readonly ListedRefusal[], { units }: OrgList): ImportRowError[] {
  return refusals.map(({ index, error }) => ({
    line: units[index]?.line ?? 0,
    column: columnOf[error],
    error,
  }));
}
