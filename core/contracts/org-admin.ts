import { z } from 'zod';
import { localizedTextSchema } from '#core/kit';
import { type Border, isCodeOf, orgLevels } from '#core/org';
import { orgPathSchema, orgUnitIdSchema } from './ids.ts';
import { listFileSchema } from './import.ts';
import { labelSchema } from './label.ts';

const NAME_LENGTH_MAX = 200;
const nameSchema = z.object({ zh: labelSchema(NAME_LENGTH_MAX), en: labelSchema(NAME_LENGTH_MAX) });
const versionSchema = z.number().int().positive();
const codeSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** POST /api/org-units. */
export const createOrgUnitSchema = z
  .object({
    parentId: orgUnitIdSchema,
    level: z.enum(orgLevels),
    /** Division code (GB/T 2260): 6 digits a county, 9 a township, 12 a village; a number for a grid. */
    code: codeSchema,
    name: nameSchema,
  })
  .refine(({ level, code }) => isCodeOf(level, code), {
    path: ['code'],
    message: 'not a code of this level',
  });
export type CreateOrgUnit = z.infer<typeof createOrgUnitSchema>;

/** PUT /api/org-units/{id}. A new code gives all paths below a new label, as a move does. */
export const changeOrgUnitSchema = z.object({ version: versionSchema, code: codeSchema, name: nameSchema });
export type ChangeOrgUnit = z.infer<typeof changeOrgUnitSchema>;

/** PUT /api/org-units/{id}/border: GeoJSON (RFC 7946), a polygon or several; null takes the border away. */
export const putOrgBorderSchema = z.object({ version: versionSchema, geoJson: z.unknown() });

/** POST /api/org-units/{id}/move. */
export const moveOrgUnitSchema = z.object({ version: versionSchema, parentId: orgUnitIdSchema });

/** POST /api/org-units/{id}/close and /reopen. */
export const closeOrgUnitSchema = z.object({ version: versionSchema });

const borderSchema = z.array(z.array(z.array(z.tuple([z.number(), z.number()])))) as unknown as z.ZodType<
  Border,
  Border
>;

/** What hangs on a unit and all below it. */
export const orgUnitFactsSchema = z.object({
  units: z.number().int(),
  cameras: z.number().int(),
  accounts: z.number().int(),
  squads: z.number().int(),
  openAlerts: z.number().int(),
});
export type OrgUnitFacts = z.infer<typeof orgUnitFactsSchema>;

/** GET /api/org-units/{id}. */
export const orgUnitDetailSchema = z.object({
  id: orgUnitIdSchema,
  parentId: orgUnitIdSchema.nullable(),
  path: orgPathSchema,
  level: z.enum(orgLevels),
  name: localizedTextSchema,
  code: z.string(),
  closedMs: z.number().nullable(),
  version: z.number().int(),
  facts: orgUnitFactsSchema,
  border: borderSchema.nullable(),
  /** The borders around it that the caller may see: of its siblings, its parent, and its children. */
  around: z.array(
    z.object({
      id: orgUnitIdSchema,
      name: localizedTextSchema,
      relation: z.enum(['parent', 'sibling', 'child']),
      border: borderSchema,
    }),
  ),
});
export type OrgUnitDetail = z.infer<typeof orgUnitDetailSchema>;

/** GET /api/org-units/{id}/move-preview?parentId=…: what a move takes along. */
export const orgMovePreviewSchema = z.object({
  facts: orgUnitFactsSchema,
  /** Accounts whose roles reach the unit now, by a unit above it, and will not after. */
  losing: z.number().int(),
  gaining: z.number().int(),
});
export type OrgMovePreview = z.infer<typeof orgMovePreviewSchema>;
export const orgMoveQuerySchema = z.object({ parentId: orgUnitIdSchema });

/** What became of a unit: where it is now, and its version for the next change. */
export const orgUnitChangedSchema = z.object({
  id: orgUnitIdSchema,
  path: orgPathSchema,
  version: z.number().int(),
});

/** The columns of a list of units, in the order of the template. */
export const orgListColumns = ['code', 'parent_code', 'level', 'name_zh', 'name_en'] as const;
export type OrgListColumn = (typeof orgListColumns)[number];

/** POST /api/org-units/import. With `dryRun` it only says what would happen. */
export const importOrgUnitsSchema = z.object({ file: listFileSchema, dryRun: z.boolean() });
export const importOrgUnitsResponseSchema = z.object({
  created: z.number().int(),
  renamed: z.number().int(),
  unchanged: z.number().int(),
  /** Some of what happens, in the order of the list. */
  changes: z
    .array(
      z.object({
        kind: z.enum(['created', 'renamed']),
        parentCode: z.string(),
        code: z.string(),
        name: localizedTextSchema,
        /** What it was called. */
        before: localizedTextSchema.nullable(),
      }),
    )
    .max(100),
  applied: z.boolean(),
});
export type ImportedOrgUnits = z.infer<typeof importOrgUnitsResponseSchema>;
