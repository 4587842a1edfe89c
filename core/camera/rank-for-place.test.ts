import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearingDeg, destination, type LonLat } from '#core/geo';
import type { CameraId, OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Camera } from './camera.ts';
import type { CameraHealth } from './health.ts';
import { CAMERA_NEAR_M, rankCamerasForPlace } from './rank-for-place.ts';

const place: LonLat = { lon: 119.04, lat: 29.6 };
const online: CameraHealth = { state: 'online', sinceMs: 0, witness: 'probe' };

/** A camera `metres` east of the place that looks west, at the place, unless turned away. */
function camera(name: string, metres: number, turnedDeg = 0, health = online): Camera {
  const position = destination(place, 90, metres);
  return {
    id: `cam_${name}` as CameraId,
    code: name,
    orgUnitId: 'org_v' as OrgUnitId,
    orgPath: 'c.t.v' as OrgPath,
    name: { zh: name, en: name },
    class: 'I',
    position,
    view: { azimuthDeg: (bearingDeg(position, place) + turnedDeg + 360) % 360, angleDeg: 60, rangeM: 160 },
    ptz: false,
    health,
  };
}

const rank = (...cameras: readonly Camera[]) =>
  rankCamerasForPlace(place, cameras, 4).map((ranked) => ranked.camera.code);

describe('cameras for a place', () => {
  it('C1 C3 come by distance, far ones only where near ones are few', () => {
    expect(rank(camera('far', CAMERA_NEAR_M + 50), camera('b', 300), camera('a', 200))).toEqual([
      'a',
      'b',
      'far',
    ]);
  });

  it('C2 come first when they face it: inside the cone and within reach', () => {
    expect(rank(camera('away', 50, 180), camera('facing', 300))).toEqual(['facing', 'away']);
    const facing = (metres: number, turnedDeg: number) =>
      rankCamerasForPlace(place, [camera('x', metres, turnedDeg)], 1)[0]?.faces;
    expect(facing(300, 29.9)).toBe(true);
    expect(facing(300, -29.9)).toBe(true);
    expect(facing(300, 30.1)).toBe(false);
    expect(facing(401, 0)).toBe(false);
  });

  it('C4 must give a picture', () => {
    const offline: CameraHealth = {
      ...{ state: 'offline', sinceMs: 0, witness: 'stream', seenMs: 0 },
      reason: 'timeout',
    };
    expect(rank(camera('dead', 10, 0, offline), camera('new', 10, 0, { state: 'unknown' }))).toEqual([]);
  });

  it('are the best of any number, whichever way they look', () => {
    const anyCamera = fc
      .tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: -180, max: 180 }))
      .map(([metres, turnedDeg]) => camera(`${metres}/${turnedDeg}`, metres, turnedDeg));
    fc.assert(
      fc.property(fc.array(anyCamera, { maxLength: 30 }), (cameras) => {
        const all = rankCamerasForPlace(place, cameras, cameras.length);
        expect(all).toHaveLength(cameras.length);
        expect(rankCamerasForPlace(place, cameras, 4)).toEqual(all.slice(0, 4));
        const firstFar = all.findIndex((ranked) => ranked.distanceM > CAMERA_NEAR_M);
        if (firstFar !== -1) {
          expect(all.slice(firstFar).every((ranked) => ranked.distanceM > CAMERA_NEAR_M)).toBe(true);
        }
      }),
    );
  });
});
