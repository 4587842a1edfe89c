import type { Camera, CameraHealth, HealthWitness, OfflineReason } from '#core/camera';
import { cameras } from '../schema/index.ts';

/** The columns a camera's health is kept in; which of them are set depends on the state. */
export interface HealthColumns {
  readonly healthState: CameraHealth['state'];
  readonly healthSinceMs: number | null;
  readonly healthWitness: HealthWitness | null;
  readonly healthSeenMs: number | null;
  readonly healthReason: OfflineReason | null;
}

export const healthColumns = {
  healthState: cameras.healthState,
  healthSinceMs: cameras.healthSinceMs,
  healthWitness: cameras.healthWitness,
  healthSeenMs: cameras.healthSeenMs,
  healthReason: cameras.healthReason,
};

/** What `toCamera` needs; addresses and credentials are not read where they are not used. */
export const cameraColumns = {
  id: cameras.id,
  code: cameras.code,
  orgUnitId: cameras.orgUnitId,
  orgPath: cameras.orgPath,
  name: { zh: cameras.nameZh, en: cameras.nameEn },
  class: cameras.class,
  position: { lon: cameras.lon, lat: cameras.lat },
  view: { azimuthDeg: cameras.azimuthDeg, angleDeg: cameras.angleDeg, rangeM: cameras.rangeM },
  ptz: cameras.ptz,
  health: healthColumns,
};

export function toCamera(row: Omit<Camera, 'health'> & { readonly health: HealthColumns }): Camera {
  return { ...row, health: toHealth(row.health) };
}

export function toHealth(row: HealthColumns): CameraHealth {
  const { healthState: state, healthSinceMs: sinceMs, healthWitness: witness } = row;
  if (state === 'unknown' || sinceMs === null || witness === null) return { state: 'unknown' };
  if (state === 'online') return { state, sinceMs, witness };
  return {
    state,
    sinceMs,
    witness,
    seenMs: row.healthSeenMs ?? sinceMs,
    reason: row.healthReason ?? 'unreachable',
  };
}

export function fromHealth(health: CameraHealth): HealthColumns {
  return {
    healthState: health.state,
    healthSinceMs: health.state === 'unknown' ? null : health.sinceMs,
    healthWitness: health.state === 'unknown' ? null : health.witness,
    healthSeenMs: health.state === 'offline' ? health.seenMs : null,
    healthReason: health.state === 'offline' ? health.reason : null,
  };
}
