import type { CameraId, OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { fetchCamera, fetchCameras, statusOf } from '../api/index.ts';
import { createStore } from '../store/index.ts';
import { cameraStore, orgStore } from './stores.ts';

/** The cameras directly under one org unit, as far as they are read. */
export type UnitCameras =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'loaded'; readonly ids: readonly CameraId[] };

/** Units whose cameras were asked for. */
export const unitCamerasStore = createStore<ReadonlyMap<OrgUnitId, UnitCameras>>(new Map());

/** Cameras that were asked for by id and do not exist for this user. */
export const missingCamerasStore = createStore<ReadonlySet<CameraId>>(new Set());

const PAGE_LIMIT = 200;
/** A unit with more is an import gone wrong; the rest is found by search. */
const PAGES_MAX = 25;

const singles = new Set<CameraId>();

/** Reads the cameras of a unit, unless they are there or on their way. */
export async function loadUnitCameras(orgUnitId: OrgUnitId): Promise<void> {
  const known = unitCamerasStore.get().get(orgUnitId);
  if (known !== undefined && known.state !== 'failed') return;
  note(orgUnitId, { state: 'loading' });
  await readUnit(orgUnitId);
}

/** Reads one camera, unless it is known: a tile remembered from an earlier visit. */
export async function loadCamera(id: CameraId): Promise<void> {
  if (cameraStore.get(id) !== null || singles.has(id)) return;
  singles.add(id);
  await readSingle(id);
}

/** Reads everything again: what was missed is too much to be told one by one. */
export async function reloadCameras(): Promise<void> {
  await Promise.all([...unitCamerasStore.get().keys()].map(readUnit).concat([...singles].map(readSingle)));
}

/** Reads those units again that have new cameras, as far as anybody has asked for them. */
export async function reloadUnitsAt(paths: ReadonlySet<OrgPath>): Promise<void> {
  const units = orgStore.view.get()?.unitById;
  const grown = [...unitCamerasStore.get().keys()].filter((id) => {
    const path = units?.get(id)?.path;
    return path !== undefined && paths.has(path);
  });
  await Promise.all(grown.map(readUnit));
}

async function readUnit(orgUnitId: OrgUnitId): Promise<void> {
  try {
    const ids: CameraId[] = [];
    let cursor: string | null | undefined;
    for (let page = 0; page < PAGES_MAX && cursor !== null; page++) {
      const query = { orgUnitId, depth: 'unit', limit: PAGE_LIMIT } as const;
      const answer = await fetchCameras(cursor === undefined ? query : { ...query, cursor });
      cameraStore.learn(answer);
      ids.push(...answer.items.map((camera) => camera.id));
      cursor = answer.nextCursor;
    }
    note(orgUnitId, { state: 'loaded', ids });
  } catch {
    // A list that was read once is better than none: its health is kept up by the journal.
    if (unitCamerasStore.get().get(orgUnitId)?.state !== 'loaded') note(orgUnitId, { state: 'failed' });
  }
}

async function readSingle(id: CameraId): Promise<void> {
  try {
    // The answer does not say where the journal stood, so any entry heard counts as newer.
    cameraStore.learn({ journalPosition: '0-0', items: [await fetchCamera(id)] });
  } catch (error) {
    singles.delete(id);
    if (statusOf(error) === 404) missingCamerasStore.set(new Set(missingCamerasStore.get()).add(id));
  }
}

function note(orgUnitId: OrgUnitId, cameras: UnitCameras): void {
  unitCamerasStore.set(new Map(unitCamerasStore.get()).set(orgUnitId, cameras));
}
