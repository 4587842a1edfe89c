import type { AlertKind, Priority } from '#core/alert';
import type { LonLat } from '#core/geo';
import type { AlertId, EpochMs, IncidentId, LocalizedText, OrgUnitId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';

export const incidentPhases = [
  'reported',
  'accepted',
  'filed',
  'dispatched',
  'in_progress',
  'verifying',
  'closed',
  'rejected',
  'cancelled',
  'merged',
] as const;
/** 上报 → 受理 → 立案 → 派遣 → 处置 → 核查 → 结案; 不受理, 撤销, 并案. */
export type IncidentPhase = (typeof incidentPhases)[number];

export type IncidentState =
  | { readonly phase: 'reported' }
  | {
      readonly phase: 'accepted' | 'filed' | 'dispatched' | 'in_progress' | 'verifying';
      readonly by: UserId | 'system';
    }
  | {
      readonly phase: 'closed' | 'cancelled' | 'rejected';
      readonly by: UserId;
      readonly reason: string;
      readonly atMs: EpochMs;
    }
  | { readonly phase: 'merged'; readonly into: IncidentId };

/** What people work on; made from one or more alerts. */
export interface Incident {
  readonly id: IncidentId;
  readonly kind: AlertKind;
  readonly priority: Priority;
  readonly title: LocalizedText;
  readonly orgPath: OrgPath;
  readonly ownerId: OrgUnitId;
  readonly position: LonLat | null;
  readonly alertIds: readonly AlertId[];
  /** From the first alert; never reset. */
  readonly openedAtMs: EpochMs;
  readonly state: IncidentState;
}
