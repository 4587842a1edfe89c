import { z } from 'zod';

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
export const importCamerasSchema = z.object({ csv: z.string().max(16_000_000), dryRun: z.boolean() });
export const importCamerasResponseSchema = z.object({ cameras: z.number().int(), registered: z.boolean() });

/** What can be wrong with a field of a camera list. */
export const importErrors = [
  'not_csv',
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
] as const;
export type ImportError = (typeof importErrors)[number];

/** One wrong field; `line` counts from 1 with the header, as a spreadsheet shows it. */
export const importRowErrorSchema = z.object({
  line: z.number().int(),
  column: z.string().max(64),
  error: z.enum(importErrors),
});
export type ImportRowError = z.infer<typeof importRowErrorSchema>;
