import { POSITION_FRESH_MS } from '#core/dispatch';
import type { LonLat } from '#core/geo';
import type { EpochMs } from '#core/kit';
import {
  type Bounds,
  collection,
  coneFeature,
  type Feature,
  type FeatureCollection,
  pointFeature,
} from '../../../_lib/map/index.ts';
import type { SquadStatus } from '../../../_lib/squads/index.ts';

import type { MapCamera, MapObjects } from './map-objects.ts';

/** All cameras, with as little on each as the layers need: there are tens of thousands. */
export function cameraFeatures(cameras: readonly MapCamera[]): FeatureCollection {
  return collection(
    cameras.map((camera) =>
      pointFeature(camera, { id: camera.id, state: camera.state, class: camera.class }),
    ),
  );
}

/** The view cones of the cameras within `box`; those that are offline see nothing. */
export function coneFeatures(cameras: readonly MapCamera[], box: Bounds): FeatureCollection {
  const [west, south, east, north] = box;
  const seen = cameras.filter(
    ({ lon, lat, state }) =>
      state !== 'offline' && lon >= west && lon <= east && lat >= south && lat <= north,
  );
  return collection(seen.map(coneFeature));
}

/** Cameras whose pictures are open, each with its cone. */
export function watchedFeatures(cameras: readonly MapCamera[]): FeatureCollection {
  return collection(cameras.flatMap((camera) => [coneFeature(camera), pointFeature(camera, {})]));
}

/** Squads on duty that have been heard of. One not heard of lately is drawn as such, whatever it does. */
export function squadFeatures(squads: Iterable<SquadStatus>, nowMs: EpochMs): FeatureCollection {
  const features: Feature[] = [];
  for (const { squad, position, assignment } of squads) {
    if (position === null || !squad.onDuty) continue;
    const isStale = nowMs - position.atMs > POSITION_FRESH_MS;
    features.push(
      pointFeature(position, {
        id: squad.id,
        zh: squad.name.zh,
        en: squad.name.en,
        heading: position.headingDeg ?? 0,
        look: isStale ? 'stale' : assignment === null ? 'free' : 'busy',
      }),
    );
  }
  return collection(features);
}

/** Lines from the squads that are on their way to where they are wanted. */
export function dispatchLines(squads: readonly SquadStatus[], place: LonLat | null): FeatureCollection {
  if (place === null) return collection([]);
  return collection(
    squads.flatMap(({ position, assignment }): Feature[] =>
      position === null || assignment?.phase === 'on_scene'
        ? []
        : [
            {
              type: 'Feature',
              properties: {},
              geometry: {
                type: 'LineString',
                coordinates: [
                  [position.lon, position.lat],
                  [place.lon, place.lat],
                ],
              },
            },
          ],
    ),
  );
}

/** Checkpoints and posts. */
export function placeFeatures(places: MapObjects['posts'] | MapObjects['checkpoints']): FeatureCollection {
  return collection(
    places.map((place) => pointFeature(place, { id: place.id, zh: place.name.zh, en: place.name.en })),
  );
}
