import type { LocalizedText } from '#core/kit';
import { distance, type Point } from '../geometry/point.ts';
import type { Land } from '../land/land.ts';
import { knit, lineBetween, type Mesh, scatter } from '../mesh/mesh.ts';
import { nameLanes, nameNeighbourhoodStreets, nameStreets, type StreetNames } from '../names/street-names.ts';
import { hashText, type Random, seededRandom } from '../random.ts';
import type { VillageSite } from '../territory/village-sites.ts';
import { TOWNSHIPS } from '../townships.ts';
import { planStreets, type StreetPlan } from './street-plan.ts';

/** A street or lane that is built whatever roads come. */
export interface BuiltStreet {
  readonly from: number;
  readonly to: number;
  readonly name: LocalizedText;
  readonly isLane: boolean;
  readonly isMain: boolean;
}

/** The ground roads are laid on: open country, and the street plans of towns and villages set into it. */
export interface RoadMesh extends Mesh {
  /** By the mesh's line. */
  readonly streets: ReadonlyMap<number, BuiltStreet>;
  /** The street plan each node belongs to, −1 in open country. */
  readonly planOf: readonly number[];
  /** The node in the middle of each site. */
  readonly siteNodes: readonly number[];
}

const OPEN_SPACING_M = 430;
const OPEN_REACH = 1.1;
const TOWN_BLOCK_M = 290;
const LANE_BLOCK_M = 150;
const COMMUNITY_BLOCK_M = 210;

/** Lays seats first, then what room is left to communities and villages, then open country around them all. */
export function layRoadMesh(
  seed: number,
  land: Land,
  sites: readonly VillageSite[],
  siteNames: readonly LocalizedText[],
): RoadMesh {
  const points: Point[] = [];
  const planOf: number[] = [];
  const ground = new Occupancy();
  const siteNodes: number[] = [];
  const wanted: BuiltStreet[] = [];

  const order = sites.map((_, index) => index).sort((a, b) => rank(sites[a]) - rank(sites[b]));
  for (const index of order) {
    const site = sites[index] as VillageSite;
    const { plan, blockM, isLane } = planFor(seed, site, index, siteNames[index] as LocalizedText);
    const ids = plan.points.map((point, at) => {
      // The middle is always laid, so that every site has a node of its own.
      const fits = at === plan.middle || (land.isFree(point) && !ground.isTaken(point, blockM * 0.8));
      if (!fits) return -1;
      points.push(point);
      planOf.push(index);
      return points.length - 1;
    });
    for (const id of ids) if (id !== -1) ground.take(points[id] as Point);
    siteNodes[index] = ids[plan.middle] as number;
    for (const { from, to, name, isMain } of plan.streets) {
      const [a, b] = [ids[from] as number, ids[to] as number];
      if (a !== -1 && b !== -1) wanted.push({ from: a, to: b, name, isLane, isMain });
    }
  }
  for (const point of scatter(seededRandom(seed, 'road-mesh'), OPEN_SPACING_M)) {
    if (land.outline(point) > OPEN_REACH || land.inLake(point) || ground.isTaken(point, 240)) continue;
    points.push(point);
    planOf.push(-1);
  }
  const mesh = knit(points);
  const streets = new Map<number, BuiltStreet>();
  for (const street of wanted) {
    // A street the mesh has no line for would cross another; towns live without it.
    const line = lineBetween(mesh, street.from, street.to);
    if (line !== null) streets.set(line, street);
  }
  return { ...mesh, streets, planOf, siteNodes };
}

function rank(site: VillageSite | undefined): number {
  if (site?.isSeat) return 0;
  return site?.isCommunity ? 1 : 2;
}

function planFor(
  seed: number,
  site: VillageSite,
  index: number,
  siteName: LocalizedText,
): { plan: StreetPlan; blockM: number; isLane: boolean } {
  const random = seededRandom(seed, `streets-${index}`);
  const isLane = !site.isCommunity;
  const blocks = blocksFor(site, random.below(3));
  const blockM = site.isSeat ? TOWN_BLOCK_M : isLane ? LANE_BLOCK_M : COMMUNITY_BLOCK_M;
  const [columns, rows] = [blocks[0] + 1, blocks[1] + 1];
  const names = namesFor(site, siteName, rows, columns, random);
  const plan = planStreets({
    seed: hashText(`plan-${index}`, seed),
    centre: site.point,
    blocks,
    blockM,
    alongNames: names.along,
    acrossNames: names.across,
    gaps: isLane ? 0.25 : 0.14,
  });
  return { plan, blockM, isLane };
}

function namesFor(
  site: VillageSite,
  siteName: LocalizedText,
  rows: number,
  columns: number,
  random: Random,
): StreetNames {
  if (!site.isCommunity) return nameLanes(rows, columns);
  if (!site.isSeat) return nameNeighbourhoodStreets(siteName, rows, columns);
  return nameStreets(random, rows, columns, site.township === 0);
}

function blocksFor(site: VillageSite, variant: number): readonly [number, number] {
  if (site.isSeat) return TOWNSHIPS[site.township]?.blocks ?? [2, 2];
  if (site.isCommunity) return [3, 2];
  return (
    (
      [
        [2, 1],
        [2, 2],
        [3, 1],
      ] as const
    )[variant] ?? [2, 1]
  );
}

/** Tells whether a point is near one already laid. */
class Occupancy {
  readonly #cells = new Map<string, Point[]>();
  readonly #cellM = 300;

  take(point: Point): void {
    const key = this.#key(point.x, point.y);
    this.#cells.set(key, [...(this.#cells.get(key) ?? []), point]);
  }

  /** Within `withinM`, which is at most the size of a cell. */
  isTaken(point: Point, withinM: number): boolean {
    for (const dx of [-this.#cellM, 0, this.#cellM]) {
      for (const dy of [-this.#cellM, 0, this.#cellM]) {
        const near = this.#cells.get(this.#key(point.x + dx, point.y + dy)) ?? [];
        if (near.some((other) => distance(other, point) < withinM)) return true;
      }
    }
    return false;
  }

  #key(x: number, y: number): string {
    return `${Math.floor(x / this.#cellM)}:${Math.floor(y / this.#cellM)}`;
  }
}
