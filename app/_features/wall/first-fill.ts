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
  const places = inTurns(placesByParent(view));
  const each = Math.ceil(tiles / Math.max(1, places.length));
  const found: (readonly CameraId[])[] = [];
  let count = 0;
  // Places that cannot be read, or whose last camera has just gone, are made up for by the next ones.
  for (let from = 0; count < tiles && from < places.length; ) {
    const asked = places.slice(from, from + Math.ceil((tiles - count) / each));
    from += asked.length;
    const answers = await Promise.all(
      asked.map((place) => fetchOnline(place.id, each).catch(() => ({ items: [] }))),
    );
    found.push(...answers.map(({ items }) => items.map((camera) => camera.id)));
    count = found.flat().length;
  }
  return inTurns(found).slice(0, tiles);
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
