import type { LocalizedText } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { CountyOrgUnit } from './county.ts';
import type { Point } from './geometry/point.ts';
import { toLonLat } from './geometry/projection.ts';
import type { Territory } from './territory/territory.ts';
import { COUNTY_CODE, COUNTY_NAME, TOWNSHIPS } from './townships.ts';

/** Division code of the township at `index` of `TOWNSHIPS`: 999901001… */
export function townshipCode(index: number): string {
  return `${COUNTY_CODE}${String(index + 1).padStart(3, '0')}`;
}

/**
 * Division codes by index of site. As in the real ones, communities are numbered from 001 and villages from 201 within
 * their township.
 */
export function villageCodes(territory: Territory): string[] {
  const counters = new Map<string, number>();
  return territory.sites.map((site) => {
    const group = `${townshipCode(site.township)}${site.isCommunity ? '0' : '2'}`;
    const ordinal = (counters.get(group) ?? 0) + 1;
    counters.set(group, ordinal);
    return `${group}${String(ordinal).padStart(2, '0')}`;
  });
}

/** The org tree with its borders: the county, its townships, their villages, in order of code. */
export function drawOrgUnits(territory: Territory, villageNames: readonly LocalizedText[]): CountyOrgUnit[] {
  const seats = territory.sites.filter((site) => site.isSeat).map((site) => site.point);
  const ring = (border: readonly Point[] | undefined) => (border ?? []).map(toLonLat);
  const county: CountyOrgUnit = {
    code: COUNTY_CODE,
    parentCode: null,
    path: COUNTY_CODE as OrgPath,
    level: 'county',
    kind: 'county',
    name: COUNTY_NAME,
    centre: toLonLat(seats[0] as Point),
    border: ring(territory.countyBorder),
  };
  const townships = TOWNSHIPS.map((plan, index): CountyOrgUnit => {
    const code = townshipCode(index);
    return {
      code,
      parentCode: COUNTY_CODE,
      path: `${county.path}.${code}` as OrgPath,
      level: 'township',
      kind: plan.kind,
      name: plan.name,
      centre: toLonLat(seats[index] as Point),
      border: ring(territory.townshipBorders[index]),
    };
  });
  const codes = villageCodes(territory);
  const villages = territory.sites.map((site, index): CountyOrgUnit => {
    const code = codes[index] as string;
    const parentCode = townshipCode(site.township);
    return {
      code,
      parentCode,
      path: `${county.path}.${parentCode}.${code}` as OrgPath,
      level: 'village',
      kind: site.isCommunity ? 'community' : 'village',
      name: villageNames[index] as LocalizedText,
      centre: toLonLat(site.point),
      border: ring(territory.villageBorders[index]),
    };
  });
  return [county, ...townships, ...villages.sort((a, b) => (a.code < b.code ? -1 : 1))];
}
