import type { OrgView } from '../../_lib/cameras/index.ts';

/** Cameras online and in all of the user's subtrees: only their tops are added, each counts what is below it. */
export function onlineTotals(view: OrgView | null): readonly [online: number, total: number] {
  if (view === null) return [0, 0];
  const shown = new Set(view.units.map((unit) => unit.id));
  let online = 0;
  let total = 0;
  for (const unit of view.units) {
    if (unit.parentId !== null && shown.has(unit.parentId)) continue;
    const count = view.counts.get(unit.path);
    online += count?.online ?? 0;
    total += count?.total ?? 0;
  }
  return [online, total];
}
