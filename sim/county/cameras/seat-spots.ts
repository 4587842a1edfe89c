import type { LocalizedText } from '#core/kit';
import { moved } from '../geometry/point.ts';
import type { Ground } from '../ground.ts';
import type { Checkpoint } from '../people/checkpoints.ts';
import type { Bridge } from '../places/bridges.ts';
import { prefixed, type SeatPlace } from '../places/places.ts';
import { seededRandom } from '../random.ts';
import { directionWord, type Spot } from './spot.ts';

/** Cameras of the townships themselves: at offices, markets, schools and stations of their seats. */
export function seatSpots(ground: Ground, places: readonly SeatPlace[]): Spot[] {
  return places.flatMap((place, index) => {
    const random = seededRandom(ground.seed, `seat-place-${index}`);
    const name = prefixed(place);
    return place.plan.views.map((view, rank): Spot => {
      const point = rank === 0 ? place.point : moved(place.point, random.between(0, 360), 12);
      const fits = ground.plots.isWellInside(point, place.site);
      return {
        site: place.site,
        owner: 'township',
        name: joinView(name, view),
        point: fits ? point : place.point,
        azimuthDeg: (place.facingDeg + rank * 120 + random.between(-20, 20) + 360) % 360,
        scene: place.plan.scene,
        weight: (place.plan.isCountyWide ? 88 : 62) - rank * 6,
        order: 0,
      };
    });
  });
}

function joinView(place: LocalizedText, view: LocalizedText): LocalizedText {
  return view.zh === '' ? place : { zh: `${place.zh}${view.zh}`, en: `${place.en} ${view.en}` };
}

const BRIDGEHEAD_M = 40;

/** Both ends of great bridges, one end of small ones, looking across. */
export function bridgeSpots(ground: Ground, bridges: readonly Bridge[]): Spot[] {
  return bridges.flatMap((bridge) => {
    const ends = bridge.isGreat ? [bridge.bearingDeg, bridge.bearingDeg + 180] : [bridge.bearingDeg];
    return ends.flatMap((end): Spot[] => {
      const point = moved(bridge.point, end, BRIDGEHEAD_M);
      if (!ground.plots.isWellInside(point, bridge.site)) return [];
      const side = directionWord(end % 360);
      return [
        {
          site: bridge.site,
          owner: 'village',
          name: { zh: `${bridge.name.zh}${side.zh}`, en: `${bridge.name.en} ${side.en}` },
          point,
          azimuthDeg: (end + 180) % 360,
          scene: 'bridge',
          weight: bridge.isGreat ? 78 : 57,
          order: bridge.isGreat ? 0 : 5,
        },
      ];
    });
  });
}

/** Two lanes of every checkpoint; they belong to the county. */
export function checkpointSpots(checkpoints: readonly Checkpoint[]): Spot[] {
  return checkpoints.flatMap((checkpoint) =>
    [1, 2].map(
      (lane): Spot => ({
        site: checkpoint.site,
        owner: 'county',
        name: {
          zh: lane === 1 ? checkpoint.name.zh : `${checkpoint.name.zh}·车道${lane}`,
          en: lane === 1 ? checkpoint.name.en : `${checkpoint.name.en} · Lane ${lane}`,
        },
        point: checkpoint.point,
        azimuthDeg: lane === 1 ? checkpoint.bearingDeg : (checkpoint.bearingDeg + 180) % 360,
        scene: 'checkpoint',
        weight: lane === 1 ? 100 : 77,
        order: -1,
      }),
    ),
  );
}
