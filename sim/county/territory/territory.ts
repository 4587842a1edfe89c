import type { Point } from '../geometry/point.ts';
import type { Outline } from '../outline.ts';
import { seededRandom } from '../random.ts';
import { TOWNSHIPS } from '../townships.ts';
import { dividePlane, type Partition } from './partition.ts';
import { type IsFree, sowOutside, sowVillages, type VillageSite } from './village-sites.ts';

/** The county's land, shared out to its villages. */
export interface Territory {
  readonly sites: readonly VillageSite[];
  readonly countyBorder: readonly Point[];
  /** By index of township. */
  readonly townshipBorders: readonly (readonly Point[])[];
  /** By index of site. */
  readonly villageBorders: readonly (readonly Point[])[];
}

const ATTEMPTS = 40;

/**
 * Sows villages until every township hangs together and encloses no other; most sowings do.
 * @throws when no sowing of this seed does, which no seed has been seen to need
 */
export function shareOutLand(
  seed: number,
  seats: readonly Point[],
  outline: Outline,
  isFree: IsFree,
): Territory {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const random = seededRandom(seed, `villages-${attempt}`);
    const sites = sowVillages(random, seats, outline, isFree);
    const outside = sowOutside(random, outline);
    const partition = dividePlane([...sites.map((site) => site.point), ...outside], seed);
    const territory = drawBorders(sites, partition);
    if (territory !== null) return territory;
  }
  throw new Error(`no connected townships for seed ${seed}`);
}

function drawBorders(sites: readonly VillageSite[], partition: Partition): Territory | null {
  const all = sites.map((_, index) => index);
  const unions = [
    new Set(all),
    ...TOWNSHIPS.map((_, township) => new Set(all.filter((index) => sites[index]?.township === township))),
    ...all.map((index) => new Set([index])),
  ].map((members) => partition.rings(members));
  if (unions.some((rings) => rings.length !== 1)) return null;
  const [countyBorder = [], ...rest] = unions.map(([ring]) => ring as Point[]);
  return {
    sites,
    countyBorder,
    townshipBorders: rest.slice(0, TOWNSHIPS.length),
    villageBorders: rest.slice(TOWNSHIPS.length),
  };
}
