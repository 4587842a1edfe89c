import type { OrgUnitId } from '#core/kit';
import type { OrgRow } from './org-rows.ts';

/** What a key asks for in the tree. */
export type OrgKey =
  | { readonly type: 'choose'; readonly index: number }
  | { readonly type: 'toggle'; readonly id: OrgUnitId };

/** The keys of a tree, as the WAI-ARIA practices have them; null for others. */
export function orgKey(key: string, rows: readonly OrgRow[], active: number): OrgKey | null {
  const row = rows[active];
  if (row === undefined) return null;
  const choose = (index: number): OrgKey => ({
    type: 'choose',
    index: Math.max(0, Math.min(rows.length - 1, index)),
  });
  const toggle: OrgKey = { type: 'toggle', id: row.unit.id };
  switch (key) {
    case 'ArrowDown':
      return choose(active + 1);
    case 'ArrowUp':
      return choose(active - 1);
    case 'Home':
      return choose(0);
    case 'End':
      return choose(rows.length - 1);
    case 'ArrowRight':
      return row.isOpen === false ? toggle : choose(active + 1);
    case 'ArrowLeft':
      return row.isOpen === true
        ? toggle
        : choose(rows.findLastIndex((other, index) => index < active && other.depth < row.depth));
    default:
      return null;
  }
}
