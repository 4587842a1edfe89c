import type { Id } from '#core/kit';

/**
 * Where an org unit hangs in the tree, as a PostgreSQL ltree: labels from the root down, joined by dots.
 * Labels are the administrative division codes (GB/T 2260: 6 digits a county, 9 a township, 12 a village).
 */
export type OrgPath = Id<'org-path'>;

const PATH = /^[A-Za-z0-9_-]{1,64}(\.[A-Za-z0-9_-]{1,64}){0,15}$/;

/** Reads a path; `null` if the text is not one. */
export function parseOrgPath(text: string): OrgPath | null {
  return PATH.test(text) ? (text as OrgPath) : null;
}

/** Whether `path` is `ancestor` itself or lies below it. */
export function isWithin(path: OrgPath, ancestor: OrgPath): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`);
}

/** The path itself and every ancestor of it, nearest first: the rooms a journal entry is emitted to. */
export function selfAndAncestors(path: OrgPath): OrgPath[] {
  const labels = path.split('.');
  return labels.map((_, index) => labels.slice(0, labels.length - index).join('.') as OrgPath);
}
