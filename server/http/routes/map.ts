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
  const { azimuthDeg, angleDeg, rangeM } = camera;
  const [lon, lat] = [round(camera.lon, 6), round(camera.lat, 6)];
  return [
    camera.id,
    lon,
    lat,
    camera.class,
    camera.state,
    round(azimuthDeg, 1),
    round(angleDeg, 1),
    round(rangeM, 0),
  ];
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
