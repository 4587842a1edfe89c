import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNationalCode } from '#core/camera';
import type { LonLat } from '#core/geo';
import { parseOrgPath } from '#core/org';
import type { County, CountyOrgUnit } from './county.ts';
import { DEMO_SEED, generateCounty } from './generate-county.ts';
import { contains } from './geometry/polygon.ts';
import { toPoint } from './geometry/projection.ts';
import { SegmentIndex } from './geometry/segment-index.ts';
import { TOWNSHIPS } from './townships.ts';

const demo = generateCounty(DEMO_SEED);

const count = <Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};

const repeated = (texts: readonly string[]): string[] =>
  Object.entries(count(texts, (text) => text)).flatMap(([text, times]) => (times > 1 ? [text] : []));

const unitsByCode = (county: County): Map<string, CountyOrgUnit> =>
  new Map(county.orgUnits.map((unit) => [unit.code, unit]));

const isIn = (unit: CountyOrgUnit | undefined, position: LonLat): boolean =>
  unit !== undefined && contains(unit.border.map(toPoint), toPoint(position));

/** Everything with a unit and a position that is not inside that unit's border. */
function strays(county: County): string[] {
  const units = unitsByCode(county);
  const claims = [
    ...county.cameras.map(({ code, unitCode, position }) => ({ what: code, unitCode, position })),
    ...county.cameras.map(({ code, townshipCode, position }) => ({
      what: code,
      unitCode: townshipCode,
      position,
    })),
    ...county.places.map(({ name, unitCode, position }) => ({ what: name.en, unitCode, position })),
    ...county.posts.map(({ code, townshipCode, position }) => ({
      what: code,
      unitCode: townshipCode,
      position,
    })),
    ...county.checkpoints.map(({ code, townshipCode, position }) => ({
      what: code,
      unitCode: townshipCode,
      position,
    })),
    ...county.orgUnits.map(({ code, centre }) => ({ what: code, unitCode: code, position: centre })),
    ...county.orgUnits.flatMap(({ code, parentCode, centre }) =>
      parentCode === null ? [] : [{ what: code, unitCode: parentCode, position: centre }],
    ),
  ];
  return claims.flatMap(({ what, unitCode, position }) =>
    isIn(units.get(unitCode), position) ? [] : [what],
  );
}

/** Road nodes that cannot be reached from the first. */
function unreachable({ roads }: County): string[] {
  const ways = new Map<string, string[]>(roads.nodes.map(({ id }) => [id, []]));
  for (const { from, to } of roads.edges) {
    ways.get(from)?.push(to);
    ways.get(to)?.push(from);
  }
  const reached = new Set([roads.nodes[0]?.id ?? '']);
  for (const node of reached) for (const next of ways.get(node) ?? []) reached.add(next);
  return roads.nodes.flatMap(({ id }) => (reached.has(id) ? [] : [id]));
}

/** All that must hold for any seed. */
function expectSound(county: County): void {
  expect(count(county.orgUnits, (unit) => unit.level)).toEqual({ county: 1, township: 14, village: 217 });
  expect(county.cameras).toHaveLength(2000);
  const perTownship = count(county.cameras, (camera) => camera.townshipCode);
  expect(Object.values(perTownship)).toEqual(TOWNSHIPS.map((plan) => plan.cameras));
  expect(count(county.cameras, (camera) => camera.class)).toEqual({ I: 23, II: 416, III: 1561 });
  expect([county.checkpoints.length, county.posts.length, county.squads.length]).toEqual([12, 20, 40]);
  expect(repeated(county.orgUnits.map((unit) => unit.code))).toEqual([]);
  expect(repeated(county.orgUnits.map((unit) => unit.name.zh))).toEqual([]);
  expect(repeated(county.orgUnits.map((unit) => unit.name.en))).toEqual([]);
  for (const named of [county.cameras, county.checkpoints, county.posts, county.squads]) {
    expect(repeated(named.map(({ code }) => code))).toEqual([]);
    expect(repeated(named.map(({ name }) => name.zh))).toEqual([]);
    expect(repeated(named.map(({ name }) => name.en))).toEqual([]);
  }
  expect(strays(county)).toEqual([]);
  expect(unreachable(county)).toEqual([]);
}

describe('generateCounty', () => {
  it('makes the demo county sound', () => {
    expectSound(demo);
  });

  it('makes any other seed sound', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => expectSound(generateCounty(seed))),
      { numRuns: 3 },
    );
  });

  it('makes the same county from the same seed, another from another', { timeout: 60_000 }, () => {
    expect(generateCounty(DEMO_SEED)).toEqual(demo);
    expect(generateCounty(DEMO_SEED + 1).orgUnits).not.toEqual(demo.orgUnits);
  });

  it('gives units paths of their codes and names in both languages', () => {
    const units = unitsByCode(demo);
    for (const unit of demo.orgUnits) {
      expect(parseOrgPath(unit.path)).toBe(unit.path);
      expect(unit.path.split('.').at(-1)).toBe(unit.code);
      const parent = unit.parentCode === null ? undefined : units.get(unit.parentCode);
      expect(unit.path).toBe(parent === undefined ? unit.code : `${parent.path}.${unit.code}`);
      expect(unit.name.zh).toMatch(/(县|镇|乡|街道|社区|村)$/);
      expect(unit.name.en).toMatch(/^[A-Z][a-z]+ (County|Town|Township|Subdistrict|Community|Village)$/);
    }
  });

  it('gives cameras national codes of their township and somewhere to look', () => {
    for (const camera of demo.cameras) {
      const code = parseNationalCode(camera.code);
      expect(code.ok && code.value.centre).toBe(`999901${camera.townshipCode.slice(-2)}`);
      expect(camera.view.azimuthDeg).toBeGreaterThanOrEqual(0);
      expect(camera.view.azimuthDeg).toBeLessThan(360);
      expect(camera.view.rangeM).toBeGreaterThan(20);
    }
  });
});

describe('what the county has', () => {
  it('two dozen cameras that turn, at the crossings of its towns', () => {
    const domes = demo.cameras.filter(({ ptz }) => ptz);
    expect(domes).toHaveLength(24);
    expect(new Set(domes.map(({ scene, condition }) => `${scene} ${condition}`))).toEqual(
      new Set(['junction clear']),
    );
    expect(domes.map(({ name }) => name.zh)).toContain('双塔路与人民街路口');
  });

  it('devices that are not registered yet, beside its cameras: six cameras and a recorder of sixteen', () => {
    const { newDevices } = demo;
    expect(newDevices.map(({ channels }) => channels.length).sort()).toEqual([1, 1, 1, 1, 1, 1, 16]);
    expect(newDevices.filter(({ channels }) => channels.some(({ ptz }) => ptz))).toHaveLength(2);
    const units = unitsByCode(demo);
    for (const device of newDevices) {
      const unit = units.get(device.unitCode);
      expect(['999901001', '999901002']).toContain(unit?.parentCode);
      const code = parseNationalCode(device.code);
      expect(code.ok && code.value.centre).toBe(`999901${unit?.parentCode?.slice(-2)}`);
      expect(code.ok && code.value.type).toBe(device.channels.length > 1 ? '118' : '132');
    }
    const codes = [...demo.cameras, ...newDevices.flatMap(({ channels }) => channels)].map(
      ({ code }) => code,
    );
    expect(repeated(codes)).toEqual([]);
    expect(repeated(newDevices.map(({ name }) => name.zh))).toEqual([]);
  });

  it('names that the screens and guides speak of', () => {
    const names = new Set([...demo.cameras, ...demo.places].map(({ name }) => name.zh));
    for (const name of [
      '双塔路与人民街路口',
      '白杨村·主街',
      '石桥镇·省道卡口',
      '汽车站进站口',
      '县医院急诊口',
      '烽台大桥',
      '石桥大桥',
    ]) {
      expect(names).toContain(name);
    }
  });

  it('cameras of the county and the townships themselves, the rest of villages', () => {
    const owners = count(demo.cameras, (camera) => String(camera.unitCode.length));
    expect(owners[6]).toBe(24);
    expect(owners[9]).toBeGreaterThan(80);
    const villages = new Set(
      demo.cameras.map((camera) => camera.unitCode).filter((code) => code.length === 12),
    );
    expect(villages.size).toBe(217);
  });
});

describe('the demo county', () => {
  const roads = new SegmentIndex(demo.roads.edges.map((edge) => edge.line.map(toPoint)));
  const rivers = new SegmentIndex(demo.rivers.map((river) => river.line.map(toPoint)));
  const offRoadM = (position: LonLat): number => roads.nearest(toPoint(position))?.metres ?? 800;

  it('puts every camera within sight of a road and none into a lake', () => {
    const shores = demo.lakes.map((lake) => lake.shore.map(toPoint));
    const lost = demo.cameras.filter(
      ({ position }) => offRoadM(position) > 45 || shores.some((shore) => contains(shore, toPoint(position))),
    );
    expect(lost.map((camera) => camera.name.en)).toEqual([]);
  });

  it('builds bridges where a road crosses a river', () => {
    const bridges = demo.places.filter((place) => place.kind === 'bridge');
    expect(bridges.length).toBeGreaterThan(10);
    for (const { position } of bridges) {
      expect(offRoadM(position)).toBeLessThan(2);
      expect(rivers.nearest(toPoint(position))?.metres).toBeLessThan(2);
    }
  });

  it('draws borders that neighbours share exactly: every inner stretch is in two villages', () => {
    const sides = new Map<string, number>();
    for (const unit of demo.orgUnits.filter(({ level }) => level === 'village')) {
      unit.border.slice(1).forEach((position, index) => {
        const ends = [unit.border[index] as LonLat, position].map(({ lon, lat }) => `${lon},${lat}`).sort();
        sides.set(ends.join(' '), (sides.get(ends.join(' ')) ?? 0) + 1);
      });
    }
    const county = demo.orgUnits[0]?.border.length ?? 0;
    const times = count([...sides.values()], String);
    expect(times).toEqual({ 1: county - 1, 2: sides.size - county + 1 });
  });

  it('joins road lines to their nodes', () => {
    const nodes = new Map(demo.roads.nodes.map((node) => [node.id, node.position]));
    for (const edge of demo.roads.edges) {
      expect(edge.line[0]).toEqual(nodes.get(edge.from));
      expect(edge.line.at(-1)).toEqual(nodes.get(edge.to));
      expect(edge.lengthM).toBeGreaterThan(0);
    }
    for (const squad of demo.squads) expect(nodes.has(squad.homeNode)).toBe(true);
    const edges = new Set(demo.roads.edges.map((edge) => edge.id));
    for (const checkpoint of demo.checkpoints) expect(edges.has(checkpoint.roadEdge)).toBe(true);
  });
});
