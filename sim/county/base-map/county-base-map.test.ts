import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEMO_SEED, generateCounty } from '../generate-county.ts';
import { baseMapLayers, countyBaseMap } from './county-base-map.ts';

const map = countyBaseMap(generateCounty(DEMO_SEED));
const committed = (layer: string): string =>
  readFileSync(new URL(`../../../public/basemap/${layer}.geojson`, import.meta.url), 'utf8');

describe('countyBaseMap', () => {
  it.each(baseMapLayers)(
    'has %s committed as the generator makes it (sim/county/write-base-map.ts)',
    (layer) => {
      expect(JSON.parse(committed(layer))).toEqual(map[layer]);
    },
  );

  it('stays under 1.5 MB in all', () => {
    const bytes = baseMapLayers.reduce((sum, layer) => sum + Buffer.byteLength(committed(layer)), 0);
    expect(bytes).toBeLessThan(1_500_000);
  });

  it('labels every unit once, seats first', () => {
    const ranks = map.places.features.map(({ properties }) => Number(properties.rank));
    expect(ranks.filter((rank) => rank === 1)).toHaveLength(1);
    expect(ranks.filter((rank) => rank === 2)).toHaveLength(13);
    expect(ranks.filter((rank) => rank === 3 || rank === 4)).toHaveLength(217);
  });
});
