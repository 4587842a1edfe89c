import type { LonLat } from '#core/geo';
import type { AlertId, EpochMs, IncidentId, LocalizedText, OrgUnitId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { AlertKind, Priority } from './kind.ts';

/** The org unit that has to act, and since when it is its turn. */
export interface Holder {
  readonly orgUnitId: OrgUnitId;
  readonly orgPath: OrgPath;
  readonly sinceMs: EpochMs;
}

/** Waits to be routed by a worker. */
export interface Raised {
  readonly phase: 'raised';
}

/** Somebody's turn. At `escalateAtMs` it climbs; null at the top, where it can climb no further. */
export interface Routed {
  readonly phase: 'routed';
  readonly holder: Holder;
  readonly escalateAtMs: EpochMs | null;
}

export interface Acknowledged {
  readonly phase: 'acknowledged';
  readonly holder: Holder;
  readonly by: UserId;
  readonly atMs: EpochMs;
}

/** Put aside on purpose; comes back by itself at `untilMs` to the phase it was in. */
export interface Shelved {
  readonly phase: 'shelved';
  readonly by: UserId;
  readonly reason: string;
  readonly untilMs: EpochMs;
  readonly back: Routed | Acknowledged;
}

export interface Cleared {
  readonly phase: 'cleared';
  readonly holder: Holder | null;
  /** Null when the condition ended by itself after somebody had acknowledged it. */
  readonly by: UserId | null;
  readonly atMs: EpochMs;
}

export type AlertState = Raised | Routed | Acknowledged | Shelved | Cleared;
export type AlertPhase = AlertState['phase'];

/** What a source said about the place and the thing; the words on screen are made from it. */
export interface AlertSubject {
  /** Where it is, in words: `石桥镇省道卡口 · 车道 2`. */
  readonly place: LocalizedText;
  /** Details in words: `测A·7K3?2 白色越野`. Never about a person. */
  readonly details: LocalizedText | null;
  readonly position: LonLat | null;
}

/** One signal that something may need action. */
export interface Alert {
  readonly id: AlertId;
  readonly kind: AlertKind;
  readonly priority: Priority;
  /** The org unit of the place; decides who can see it. */
  readonly orgPath: OrgPath;
  readonly subject: AlertSubject;
  readonly source: string;
  /** Signals with the same key while the alert is open are repeats of it. */
  readonly dedupKey: string;
  /** When the first signal came. The clock on every screen runs from here and is never reset. */
  readonly raisedAtMs: EpochMs;
  readonly count: number;
  readonly lastSeenMs: EpochMs;
  /** Whether what was signalled still is the case. One that ended stays visible until acknowledged. */
  readonly conditionActive: boolean;
  readonly incidentId: IncidentId | null;
  readonly state: AlertState;
}
