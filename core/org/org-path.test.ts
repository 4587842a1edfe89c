import { describe, expect, it } from 'vitest';
import { isWithin, type OrgPath, parseOrgPath, selfAndAncestors } from './org-path.ts';
import { inScope } from './scope.ts';

const path = (text: string) => text as OrgPath;

describe('org path', () => {
  it('is within itself and its ancestors, not within a sibling whose code it starts with', () => {
    expect(isWithin(path('34.3401.340101'), path('34.3401'))).toBe(true);
    expect(isWithin(path('34.3401'), path('34.3401'))).toBe(true);
    expect(isWithin(path('34.34010'), path('34.3401'))).toBe(false);
    expect(isWithin(path('34'), path('34.3401'))).toBe(false);
  });

  it('names its ancestors nearest first', () => {
    expect(selfAndAncestors(path('a.b.c'))).toEqual(['a.b.c', 'a.b', 'a']);
  });

  it('refuses what ltree would refuse', () => {
    expect(parseOrgPath('a..b')).toBeNull();
    expect(parseOrgPath("a'; drop table cameras")).toBeNull();
    expect(parseOrgPath('a.b-1.c_2')).toBe('a.b-1.c_2');
  });

  it('an empty scope sees nothing', () => {
    expect(inScope({ paths: [] }, path('a'))).toBe(false);
    expect(inScope({ paths: [path('b'), path('a')] }, path('a.x'))).toBe(true);
  });
});
