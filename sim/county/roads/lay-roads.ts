import type { LocalizedText } from '#core/kit';
import { distance } from '../geometry/point.ts';
import type { Land } from '../land/land.ts';
import type { Waypoint } from '../land/river-plans.ts';
import { nearestNode } from '../mesh/mesh.ts';
import type { VillageSite } from '../territory/village-sites.ts';
import { type Link, RoadBuilder } from './road-builder.ts';
import { layRoadMesh, type RoadMesh } from './road-mesh.ts';
import { ROADS } from './road-plans.ts';

export interface LaidRoads {
  readonly mesh: RoadMesh;
  readonly links: readonly Link[];
}

const TOWNSHIP_ROADS = 4;
const DETOUR = 2.3;
const NEIGHBOURS_M = 4_200;

/**
 * Builds the county's roads in the order a county does: highways, roads between townships, a few from each seat into
 * its villages, the last kilometre to every village, then short cuts where neighbours are far by road.
 */
export function layRoads(
  seed: number,
  land: Land,
  sites: readonly VillageSite[],
  names: readonly LocalizedText[],
): LaidRoads {
  const mesh = layRoadMesh(seed, land, sites, names);
  const builder = new RoadBuilder(mesh, land);
  const seats = sites.flatMap((site, index) => (site.isSeat ? [index] : []));
  const locate = ({ seat, x, y }: Waypoint): number =>
    seat === undefined
      ? nearestNode(mesh.points, { x, y })
      : (mesh.siteNodes[seats[seat] as number] as number);
  for (const { class: kind, name, stops } of ROADS) {
    const nodes = stops.map(locate);
    for (let i = 1; i < nodes.length; i++) {
      builder.build(nodes[i - 1] as number, (node) => node === nodes[i], kind, name);
    }
  }
  for (const seat of seats) buildTownshipRoads(builder, mesh, sites, seat, names);
  connectAll(builder, mesh, seats, names);
  buildShortCuts(builder, mesh, sites, names);
  return { mesh, links: connectedLinks(builder, mesh.siteNodes[seats[0] as number] as number) };
}

/** Roads from a seat to the farthest villages in different directions. */
function buildTownshipRoads(
  builder: RoadBuilder,
  mesh: RoadMesh,
  sites: readonly VillageSite[],
  seat: number,
  names: readonly LocalizedText[],
): void {
  const from = sites[seat] as VillageSite;
  const ends: VillageSite[] = [from];
  const own = sites.filter((site) => site.township === from.township);
  for (let road = 0; road < TOWNSHIP_ROADS; road++) {
    const room = (site: VillageSite): number =>
      Math.min(...ends.map((end) => distance(end.point, site.point)));
    const farthest = own.reduce((best, site) => (room(site) > room(best) ? site : best), from);
    if (farthest === from) return;
    ends.push(farthest);
    const target = mesh.siteNodes[sites.indexOf(farthest)];
    const name = roadName(names[sites.indexOf(farthest)] as LocalizedText);
    builder.build(mesh.siteNodes[seat] as number, (node) => node === target, 'township', name);
  }
}

/** A road called after the village it was built for: 白杨村 → 白杨路. */
function roadName(village: LocalizedText): LocalizedText {
  return {
    zh: `${village.zh.replace(/(村|社区)$/, '')}路`,
    en: `${village.en.replace(/ (Village|Community)$/, '')} Road`,
  };
}

function connectAll(
  builder: RoadBuilder,
  mesh: RoadMesh,
  seats: readonly number[],
  names: readonly LocalizedText[],
): void {
  const reached = new Set<number>();
  builder.reach(mesh.siteNodes[seats[0] as number] as number, reached);
  mesh.siteNodes.forEach((node, site) => {
    if (reached.has(node)) return;
    builder.build(node, (other) => reached.has(other), 'village', roadName(names[site] as LocalizedText));
    builder.reach(node, reached);
  });
}

/** Joins neighbouring villages that are near each other but far by road. */
function buildShortCuts(
  builder: RoadBuilder,
  mesh: RoadMesh,
  sites: readonly VillageSite[],
  names: readonly LocalizedText[],
): void {
  sites.forEach((site, index) => {
    for (let other = index + 1; other < sites.length; other++) {
      const straight = distance(site.point, (sites[other] as VillageSite).point);
      if (straight > NEIGHBOURS_M) continue;
      const [from, to] = [mesh.siteNodes[index] as number, mesh.siteNodes[other] as number];
      if (builder.distanceM(from, to, straight * DETOUR) !== null) continue;
      builder.build(from, (node) => node === to, 'village', roadName(names[other] as LocalizedText));
    }
  });
}

/** Leaves out bits of street that no road came to. */
function connectedLinks(builder: RoadBuilder, start: number): Link[] {
  const reached = new Set<number>();
  builder.reach(start, reached);
  return [...builder.links.values()].filter((link) => reached.has(link.from));
}
