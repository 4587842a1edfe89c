import type { LonLat } from '#core/geo';
import type { County } from '#sim/county';

type Edge = County['roads']['edges'][number];

/** Metres east and north of a corner in the desert, to degrees. */
export function at(x: number, y: number): LonLat {
  return { lon: 102 + x / 85_000, lat: 40.2 + y / 111_195 };
}

function road(id: string, from: string, to: string, line: readonly LonLat[]): Edge {
  const name = { zh: id, en: id };
  return { id, from, to, class: 'street', name, line, lengthM: 0 };
}

/**
 * Four crossings of a block of 1 km: `sw`, `se`, `ne`, `nw`, joined round the block; between `sw` and `se` there is
 * also a detour to the south.
 */
export const TOWN: County['roads'] = {
  nodes: [
    { id: 'sw', position: at(0, 0) },
    { id: 'se', position: at(1000, 0) },
    { id: 'ne', position: at(1000, 1000) },
    { id: 'nw', position: at(0, 1000) },
  ],
  edges: [
    road('detour', 'sw', 'se', [at(0, 0), at(500, -800), at(1000, 0)]),
    road('south', 'sw', 'se', [at(0, 0), at(400, 0), at(1000, 0)]),
    road('east', 'ne', 'se', [at(1000, 1000), at(1000, 0)]),
    road('north', 'ne', 'nw', [at(1000, 1000), at(0, 1000)]),
    road('west', 'nw', 'sw', [at(0, 1000), at(0, 0)]),
  ],
};
