import { z } from 'zod';

/** How large a list may be: the cameras of the largest counties, with Chinese names, three times over. */
export const LIST_BYTES_MAX = 16_000_000;
/** A list as it travels in JSON: the bytes of a CSV file or an Excel workbook, in base64 (RFC 4648, 4). */
export const listFileSchema = z.string().max(Math.ceil(LIST_BYTES_MAX / 3) * 4);

/** The columns of a camera list, in the order of the template; the header row may have them in any order. */
export const cameraListColumns = [
  'code',
  'org_unit',
  'name_zh',
  'name_en',
  'class',
  'lon',
  'lat',
  'azimuth_deg',
  'angle_deg',
  'range_m',
  'main_url',
  'sub_url',
  'username',
  'password',
] as const;
export type CameraListColumn = (typeof cameraListColumns)[number];

/** POST /api/cameras/import. With `dryRun` everything is checked and nothing registered. */
export const importCamerasSchema = z.object({ file: listFileSchema, dryRun: z.boolean() });
export const importCamerasResponseSchema = z.object({ cameras: z.number().int(), registered: z.boolean() });

/** What can be wrong with a list, or with a field of it. */
export const importErrors = [
  'not_csv',
  'not_utf8',
  'not_a_workbook',
  'too_large',
  'missing_column',
  'unknown_column',
  'missing',
  'too_long',
  'not_20_digits',
  'code_twice',
  'code_taken',
  'unknown_org_unit',
  'not_a_class',
  'not_a_number',
  'out_of_range',
  'not_an_rtsp_url',
  'forbidden_address',
  'not_text',
  'not_a_username',
  'username_twice',
  'username_taken',
  'not_a_role',
  'not_a_language',
  'not_a_date',
  'in_the_past',
  'not_a_level',
  'not_a_division_code',
  'unknown_parent',
  'parent_closed',
  'level_mismatch',
  'other_level',
] as const;
export type ImportError = (typeof importErrors)[number];

/** One wrong field; `line` counts from 1 with the header, as a spreadsheet shows it. */
export const importRowErrorSchema = z.object({
  line: z.number().int(),
  column: z.string().max(64),
  error: z.enum(importErrors),
});
export type ImportRowError = z.infer<typeof importRowErrorSchema>;
