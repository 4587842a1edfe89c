import { isWithin, type OrgPath } from './org-path.ts';
import { type OrgLevel, orgLevels } from './org-unit.ts';

/** Whether a unit of one level may lie directly below one of another: a town's grids need no village between. */
export function mayHold(parent: OrgLevel, child: OrgLevel): boolean {
  return orgLevels.indexOf(parent) < orgLevels.indexOf(child);
}

const codeForms: Readonly<Record<OrgLevel, RegExp>> = {
  // GB/T 2260, and GB/T 10114 below the county.
  county: /^\d{6}$/,
  township: /^\d{9}$/,
  village: /^\d{12}$/,
  // A number within its village, or the whole code with it in front.
  grid: /^\d{1,18}$/,
};

/** Whether a code has the form of its level: 6, 9 and 12 digits, and a grid's own number. */
export function isCodeOf(level: OrgLevel, code: string): boolean {
  return codeForms[level].test(code);
}

/** The path of a unit below its parent. The label is its code, so siblings cannot have the same. */
export function pathBelow(parent: OrgPath | null, code: string): OrgPath {
  return (parent === null ? code : `${parent}.${code}`) as OrgPath;
}

/** Where a path comes to lie when the subtree it is in moves from `from` to `to`; others stay. */
export function movedPath(path: OrgPath, from: OrgPath, to: OrgPath): OrgPath {
  return isWithin(path, from) ? (`${to}${path.slice(from.length)}` as OrgPath) : path;
}
