import type { LonLat } from '#core/geo';
import type { EpochMs, LocalizedText, OrgUnitId, SquadId } from '#core/kit';
import type { OrgPath } from '#core/org';

export const squadKinds = ['brigade', 'police', 'village_team', 'volunteers'] as const;
/** 巡防队, 警察, 村巡逻队, 红袖标. */
export type SquadKind = (typeof squadKinds)[number];

/** The newest position a squad's handheld reported. */
export interface SquadPosition extends LonLat {
  /** Degrees clockwise from north; null when standing. */
  readonly headingDeg: number | null;
  readonly atMs: EpochMs;
}

/** The unit that is dispatched. Whether it is free is derived from its assignments, never stored. */
export interface Squad {
  readonly id: SquadId;
  readonly name: LocalizedText;
  readonly kind: SquadKind;
  readonly orgUnitId: OrgUnitId;
  readonly orgPath: OrgPath;
  readonly onDuty: boolean;
}
