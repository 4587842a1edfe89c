import { z } from 'zod';
import { kept } from '../../_lib/storage/index.ts';
import { createStore } from '../../_lib/store/index.ts';

/** What can be shown and hidden, and the layers of the style it is made of; alerts are not drawn by the map. */
export const mapLayers = {
  cameras: ['cameras', 'clusters'],
  cones: ['cones'],
  checkpoints: ['checkpoints'],
  posts: ['posts'],
  squads: ['squads', 'dispatch'],
  alerts: [],
} as const;
export type MapLayer = keyof typeof mapLayers;
export const mapLayerNames = Object.keys(mapLayers) as readonly MapLayer[];

const hiddenSchema = z.array(z.enum(['cameras', 'cones', 'checkpoints', 'posts', 'squads', 'alerts']));
const keptHidden = kept('map.hidden', hiddenSchema);

/** The layers that are hidden; remembered here. */
export const hiddenLayerStore = createStore<readonly MapLayer[]>([]);

/** Takes what this browser remembers. */
export function restoreLayers(): void {
  hiddenLayerStore.set(keptHidden.read() ?? []);
}

/** Shows a layer, or hides it. */
export function toggleLayer(layer: MapLayer): void {
  const hidden = hiddenLayerStore.get();
  const next = hidden.includes(layer) ? hidden.filter((other) => other !== layer) : [...hidden, layer];
  hiddenLayerStore.set(next);
  keptHidden.write([...next]);
}
