import { describe, expect, it } from 'vitest';
import type { OrgPath } from './org-path.ts';
import { isCodeOf, mayHold, movedPath, pathBelow } from './tree-rules.ts';

const path = (text: string) => text as OrgPath;

describe('org tree', () => {
  it('goes down from county to grid; a level may be left out', () => {
    expect(mayHold('county', 'township')).toBe(true);
    expect(mayHold('township', 'grid')).toBe(true);
    expect(mayHold('village', 'village')).toBe(false);
    expect(mayHold('grid', 'village')).toBe(false);
  });

  it.each([
    ['county', '330127', true],
    ['township', '330127100', true],
    ['village', '330127100201', true],
    ['grid', '07', true],
    ['grid', '330127100201007', true],
    ['village', '330127100', false],
    ['township', '33012710a', false],
    ['grid', '', false],
    ['grid', '1.2', false],
  ] as const)('%s code %s: %s', (level, code, fits) => {
    expect(isCodeOf(level, code)).toBe(fits);
  });

  it('moves what lies in a subtree, and not what only begins with the same digits', () => {
    expect(pathBelow(null, '1')).toBe('1');
    expect(pathBelow(path('1'), '2')).toBe('1.2');
    expect(movedPath(path('1.2.3'), path('1.2'), path('1.9.2'))).toBe('1.9.2.3');
    expect(movedPath(path('1.2'), path('1.2'), path('1.9.2'))).toBe('1.9.2');
    expect(movedPath(path('1.20'), path('1.2'), path('1.9.2'))).toBe('1.20');
  });
});
