export { assertNever } from './assert-never.ts';
export { type Cancel, type Clock, type EpochMs, systemClock } from './clock.ts';
export { CSV_START, csvLine } from './csv.ts';
export {
  type AlertId,
  type AssignmentId,
  type CameraId,
  type Id,
  type IncidentId,
  idPattern,
  newId,
  type OrgUnitId,
  type SessionId,
  type SquadId,
  type UserId,
} from './id.ts';
export { type Locale, type LocalizedText, localeSchema, localizedTextSchema } from './localized-text.ts';
export type { Log } from './log.ts';
export { ManualClock } from './manual-clock.ts';
export { fail, ok, type Result } from './result.ts';
export { StartError } from './start-error.ts';
