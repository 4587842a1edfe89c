import { mkdirSync, writeFileSync } from 'node:fs';
import { baseMapLayers, countyBaseMap } from './base-map/county-base-map.ts';
import { DEMO_SEED, generateCounty } from './generate-county.ts';

/** Writes the demo county's base map to `public/basemap/`, one GeoJSON file a layer. */
const folder = new URL('../../public/basemap/', import.meta.url);
mkdirSync(folder, { recursive: true });
const map = countyBaseMap(generateCounty(DEMO_SEED));
for (const layer of baseMapLayers) {
  const text = `${JSON.stringify(map[layer])}\n`;
  writeFileSync(new URL(`${layer}.geojson`, folder), text);
  process.stdout.write(
    `${layer}: ${map[layer].features.length} features, ${Math.round(text.length / 1024)} KB\n`,
  );
}
