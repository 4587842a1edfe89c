import type { z } from 'zod';
import type { CameraClass, CameraHealth } from '#core/camera';
import type { JournalEntry, JournalPosition, mapSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { fetchMap } from '../../../_lib/api/index.ts';
import { isAfter } from '../../../_lib/cameras/index.ts';
import type { JournalReader } from '../../../_lib/realtime/index.ts';
import { createStore } from '../../../_lib/store/index.ts';
import { soonest } from '../soonest.ts';

/** A camera as the map shows it. */
export interface MapCamera {
  readonly id: CameraId;
  readonly lon: number;
  readonly lat: number;
  readonly class: CameraClass;
  readonly state: CameraHealth['state'];
  readonly azimuthDeg: number;
  readonly angleDeg: number;
  readonly rangeM: number;
}

type MapAnswer = z.infer<typeof mapSchema>;

/** What stands still on the map. */
export interface MapObjects {
  readonly cameras: readonly MapCamera[];
  readonly checkpoints: MapAnswer['checkpoints'];
  readonly posts: MapAnswer['posts'];
}

interface Heard {
  readonly state: MapCamera['state'];
  readonly position: JournalPosition;
}

/** Keeps what the map shows of cameras: one compact snapshot, and who came and went since. */
export class MapObjectStore {
  readonly view = createStore<MapObjects | null>(null);
  readonly #heard = new Map<CameraId, Heard>();
  #indexById: ReadonlyMap<CameraId, number> = new Map();

  /** Takes a snapshot in; what was heard after it still holds. */
  learn({ journalPosition, cameras, checkpoints, posts }: MapAnswer): void {
    const listed = cameras.map(readCamera).map((camera) => {
      const heard = this.#heard.get(camera.id);
      return heard !== undefined && isAfter(heard.position, journalPosition)
        ? { ...camera, state: heard.state }
        : camera;
    });
    this.#indexById = new Map(listed.map(({ id }, index) => [id, index]));
    this.view.set({ cameras: listed, checkpoints, posts });
  }

  /** Takes entries in; a burst of them copies the list once. */
  apply(entries: readonly JournalEntry[]): void {
    const view = this.view.get();
    let next: MapCamera[] | null = null;
    for (const entry of entries) {
      if (entry.type !== 'camera.online' && entry.type !== 'camera.offline') continue;
      const { cameraId } = entry.payload;
      const state = entry.type === 'camera.online' ? 'online' : 'offline';
      this.#heard.set(cameraId, { state, position: entry.position });
      const index = this.#indexById.get(cameraId);
      const known = index === undefined ? undefined : (next ?? view?.cameras)?.[index];
      if (view === null || index === undefined || known === undefined || known.state === state) continue;
      next ??= [...view.cameras];
      next[index] = { ...known, state };
    }
    if (view !== null && next !== null) this.view.set({ ...view, cameras: next });
  }

  /** The camera of this id, if the map shows it. */
  camera(id: CameraId): MapCamera | null {
    const index = this.#indexById.get(id);
    return index === undefined ? null : (this.view.get()?.cameras[index] ?? null);
  }
}

function readCamera(tuple: MapAnswer['cameras'][number]): MapCamera {
  const [id, lon, lat, cameraClass, state, azimuthDeg, angleDeg, rangeM] = tuple;
  return { id, lon, lat, class: cameraClass, state, azimuthDeg, angleDeg, rangeM };
}

/** What this page's map shows. */
export const mapObjectStore = new MapObjectStore();

/** A list that is imported is thousands of registrations, and each answer may be 30,000 cameras. */
const NEW_CAMERAS_EVERY_MS = 10_000;

const readNewCameras = soonest(NEW_CAMERAS_EVERY_MS, () => {
  // What could not be read now comes with the next registration, or with the page.
  mapObjectReader.reload().catch(() => {});
});

/** Keeps `mapObjectStore` in step with the server. */
export const mapObjectReader: JournalReader = {
  reload: async () => mapObjectStore.learn(await fetchMap()),
  apply: (entries) => {
    mapObjectStore.apply(entries);
    if (entries.some(({ type }) => type === 'camera.registered')) readNewCameras.request();
  },
};
