import type { LonLat } from '#core/geo';
import type { CameraId, LocalizedText, OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { CameraHealth } from './health.ts';

export const cameraClasses = ['I', 'II', 'III'] as const;
/** 一类 HD key point, 二类 networked area camera, 三类 premises camera. */
export type CameraClass = (typeof cameraClasses)[number];

export const streamProfiles = ['main', 'sub'] as const;
/** 主码流 the full stream, 子码流 the small one. */
export type StreamProfile = (typeof streamProfiles)[number];

/** How the camera looks at the world, for view cones and for finding cameras that face a place. */
export interface CameraView {
  /** Where the lens points, degrees clockwise from north. */
  readonly azimuthDeg: number;
  /** Horizontal angle of view in degrees. */
  readonly angleDeg: number;
  /** How far a person is still made out, in metres. */
  readonly rangeM: number;
}

/** One video source, as everyone who may see it sees it; addresses and credentials are not part of it. */
export interface Camera {
  readonly id: CameraId;
  /** 20-digit national code, see national-code.ts. */
  readonly code: string;
  readonly orgUnitId: OrgUnitId;
  readonly orgPath: OrgPath;
  readonly name: LocalizedText;
  readonly class: CameraClass;
  readonly position: LonLat;
  readonly view: CameraView;
  /** Whether it can be panned, tilted and zoomed. */
  readonly ptz: boolean;
  readonly health: CameraHealth;
}
