import type { z } from 'zod';
import { type mapCameraSchema, mapSchema } from '#core/contracts';
import { currentPosition } from '#db/journal';
import { type MapCamera, mapObjects } from '#db/repositories';
import { scopedRoute } from '../route.ts';

export const getMap = scopedRoute(
  'camera.read',
  {
    method: 'get',
    path: '/api/map',
    summary: 'Cameras, checkpoints and posts of the caller’s scope, for the map; compact',
    answer: mapSchema,
  },
  async ({ scope, services }) => {
    // Before the read: an entry in between is then told twice, and never missed.
    const journalPosition = await currentPosition(services.db);
    const { cameras, checkpoints, posts } = await mapObjects(services.db, scope);
    const body = { cameras: cameras.map(toTuple), checkpoints: [...checkpoints], posts: [...posts] };
    return { body: { journalPosition, ...body } };
  },
);

function toTuple(camera: MapCamera): z.infer<typeof mapCameraSchema> {
  const { id, lon, lat, class: cameraClass, state, azimuthDeg, angleDeg, rangeM } = camera;
  const place = [rounded(lon, 1e6), rounded(lat, 1e6)] as const;
  const view = [rounded(azimuthDeg, 10), rounded(angleDeg, 10), Math.round(rangeM)] as const;
  return [id, ...place, cameraClass, state, ...view];
}

/** To so many parts of one: digits that nobody can see on a map would be half of the answer. */
function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
