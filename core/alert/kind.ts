/** Priority 1 is the most urgent. Shown as 红橙黄蓝, always with a shape and a word as well. */
export const priorities = [1, 2, 3, 4] as const;
export type Priority = (typeof priorities)[number];

export const alertKinds = [
  'watchlist_hit',
  'plate_cloned',
  'plate_altered',
  'plate_covered',
  'wrong_way',
  'speeding',
  'checkpoint_lane_silent',
  'checkpoint_offline',
  'sos',
  'patrol_missed_check_in',
  'patrol_off_route',
  'geofence_left',
  'handheld_silent',
  'grid_hazard',
  'grid_dispute',
  'grid_nuisance',
  'grid_facility',
  'grid_other',
  'camera_offline',
  'site_offline',
  'picture_frozen',
  'picture_black',
  'picture_tampered',
  'clock_skew',
  'motion',
  'line_crossing',
  'digital_input',
  'source_over_rate',
  'manual',
] as const;
/** What a signal is about. */
export type AlertKind = (typeof alertKinds)[number];

const urgent: ReadonlySet<AlertKind> = new Set(['watchlist_hit', 'sos']);
const high: ReadonlySet<AlertKind> = new Set([
  'plate_cloned',
  'plate_altered',
  'plate_covered',
  'wrong_way',
  'geofence_left',
  'site_offline',
  'picture_tampered',
]);
const low: ReadonlySet<AlertKind> = new Set([
  'clock_skew',
  'motion',
  'camera_offline',
  'checkpoint_lane_silent',
]);

/** The priority of a signal whose source names none. */
export function defaultPriority(kind: AlertKind): Priority {
  if (urgent.has(kind)) return 1;
  if (high.has(kind)) return 2;
  return low.has(kind) ? 4 : 3;
}

/** Plate reading may be wrong one night in five (GA/T 497-2009 asks for 80 %), so a person looks first. */
export function needsVerification(kind: AlertKind): boolean {
  return kind === 'watchlist_hit';
}

const MINUTE_MS = 60_000;
const escalateAfterMs: Readonly<Record<Priority, number>> = {
  1: MINUTE_MS,
  2: 5 * MINUTE_MS,
  3: 15 * MINUTE_MS,
  4: 30 * MINUTE_MS,
};

/**
 * How long each level may hold an alert unacknowledged before it climbs.
 * @param scale multiplies it; drills and demonstrations run faster than life
 */
export function escalationDelayMs(priority: Priority, scale = 1): number {
  return Math.round(escalateAfterMs[priority] * scale);
}
