import { distance } from '../geometry/point.ts';
import type { Ground } from '../ground.ts';
import { TOWNSHIPS } from '../townships.ts';
import type { Spot } from './spot.ts';

const SHARE = { seat: 2.8, community: 1.7, village: 1 } as const;
const APART_M = 14;

/**
 * Decides which spots get a camera: in each township exactly as many as it has. What belongs to the county and the
 * townships comes first; the rest is shared out to villages, more to those in towns.
 * @param common spots of the county and the townships
 * @param bySite spots of each village, by index of site
 * @throws when a township has too few spots, which would be a county without streets
 */
export function chooseSpots(
  ground: Ground,
  common: readonly Spot[],
  bySite: readonly (readonly Spot[])[],
): Spot[] {
  const { sites } = ground.territory;
  return TOWNSHIPS.flatMap(({ cameras }, township) => {
    const own = common.filter((spot) => sites[spot.site]?.township === township);
    const members = sites.flatMap((site, index) => (site.township === township ? [index] : []));
    const free = new Map(members.map((site) => [site, [...(bySite[site] ?? [])].sort(byOrder)]));
    const chosen = [...own];
    for (const [site, quota] of shareOut(ground, members, cameras - own.length)) {
      chosen.push(...takeBest(free.get(site) ?? [], quota, chosen));
    }
    const spare = [...free.values()].flat().sort(byOrder);
    const missing = cameras - chosen.length;
    if (spare.length < missing) throw new Error(`too few spots in township ${township}`);
    return [...chosen, ...spare.slice(0, missing)];
  });
}

const byOrder = (a: Spot, b: Spot): number => a.order - b.order || a.point.x - b.point.x;

/** Shares `total` out by weight, whole numbers, by largest remainders. */
function shareOut(ground: Ground, members: readonly number[], total: number): Map<number, number> {
  const weights = members.map((index) => {
    const site = ground.territory.sites[index];
    return site?.isSeat ? SHARE.seat : site?.isCommunity ? SHARE.community : SHARE.village;
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (weight / sum) * total);
  const quotas = new Map(members.map((site, index) => [site, Math.floor(exact[index] as number)]));
  let left = total - [...quotas.values()].reduce((a, b) => a + b, 0);
  const byRemainder = members
    .map((site, index) => ({ site, remainder: (exact[index] as number) % 1 }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { site } of byRemainder) {
    if (left-- <= 0) break;
    quotas.set(site, (quotas.get(site) ?? 0) + 1);
  }
  return quotas;
}

/** Takes up to `quota` spots out of `free`, first those with a name of their own and apart from all chosen ones. */
function takeBest(free: Spot[], quota: number, chosen: readonly Spot[]): Spot[] {
  const taken: Spot[] = [];
  const isFresh = (spot: Spot): boolean =>
    [...chosen, ...taken].every(
      (other) => other.name.zh !== spot.name.zh && distance(other.point, spot.point) >= APART_M,
    );
  for (const pass of [isFresh, () => true]) {
    for (let index = 0; index < free.length && taken.length < quota; ) {
      const spot = free[index] as Spot;
      if (pass(spot)) {
        taken.push(spot);
        free.splice(index, 1);
      } else index++;
    }
  }
  return taken;
}
