import type { CameraPage, OrgNode } from '#core/contracts';
import type { CameraId, OrgUnitId } from '#core/kit';
import type { OrgView } from '../../_lib/cameras/index.ts';

export type FetchOnline = (orgUnitId: OrgUnitId, limit: number) => Promise<Pick<CameraPage, 'items'>>;

/**
 * Cameras for a wall that nobody has arranged yet: online ones of as many different places as there are tiles,
 * spread over the townships, so that a newcomer sees the whole county alive.
 * @param fetchOnline the first online cameras of a unit and all below it
 */
export async function chooseFirstCameras(
  view: OrgView,
  tiles: number,
  fetchOnline: FetchOnline,
): Promise<CameraId[]> {
  const places = inTurns(placesByParent(view)).slice(0, tiles);
  if (places.length === 0) return [];
  const each = Math.ceil(tiles / places.length);
  const answers = await Promise.all(
    // One place that cannot be read leaves the others to show.
    places.map((place) => fetchOnline(place.id, each).catch(() => ({ items: [] }))),
  );
  return inTurns(answers.map(({ items }) => items.map((camera) => camera.id))).slice(0, tiles);
}

/** The lowest units that have cameras online, grouped by the unit above them. */
function placesByParent(view: OrgView): OrgNode[][] {
  const parents = new Set(view.units.map((unit) => unit.parentId));
  const groups = new Map<OrgUnitId | null, OrgNode[]>();
  for (const unit of view.units) {
    if (parents.has(unit.id) || (view.counts.get(unit.path)?.online ?? 0) === 0) continue;
    groups.set(unit.parentId, [...(groups.get(unit.parentId) ?? []), unit]);
  }
  return [...groups.values()];
}

/** One of each group, then the next of each, and so on. */
function inTurns<Item>(groups: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, turn) => turn).flatMap((turn) =>
    groups.flatMap((group) => group.slice(turn, turn + 1)),
  );
}
