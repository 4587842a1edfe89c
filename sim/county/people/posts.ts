import type { LocalizedText } from '#core/kit';
import type { CountyPost } from '../county.ts';
import { distance, type Point } from '../geometry/point.ts';
import { toLonLat } from '../geometry/projection.ts';
import type { Ground } from '../ground.ts';
import { townshipCode } from '../org-units.ts';
import type { Frontage } from '../places/frontage.ts';
import { setBack } from '../places/places.ts';
import { seededRandom } from '../random.ts';
import { TOWNSHIPS } from '../townships.ts';

const IN_CAPITAL = 6;
const IN_TOWN_M = 1_500;

/** 20 police posts: one at the seat of each township, six more on different streets of the county seat. */
export function setUpPosts(ground: Ground, frontages: readonly (readonly Frontage[])[]): CountyPost[] {
  const random = seededRandom(ground.seed, 'posts');
  const posts: { name: LocalizedText; township: number; point: Point }[] = TOWNSHIPS.map((plan, township) => {
    const centre = ground.centres[township] as Point;
    const fronts = [...(frontages[township] ?? [])];
    const nearest = fronts.sort((a, b) => distance(a.point, centre) - distance(b.point, centre))[0];
    const point = nearest === undefined ? centre : setBack(ground, nearest, township, random).point;
    return { name: postName(plan.name, true), township, point };
  });
  const streets = townStreets(ground, frontages);
  const room = (front: Frontage): number =>
    Math.min(...posts.map((post) => distance(post.point, front.point)));
  for (let extra = 0; extra < IN_CAPITAL; extra++) {
    const free = streets.filter(
      ({ name }) => !posts.some((post) => post.name.zh === postName(name, false).zh),
    );
    const best = free.reduce((a, b) => (room(b.front) > room(a.front) ? b : a));
    posts.push({ name: postName(best.name, false), township: 0, point: best.front.point });
  }
  return posts.map(({ name, township, point }, index) => ({
    code: `jwz${String(index + 1).padStart(2, '0')}`,
    name,
    townshipCode: townshipCode(township),
    position: toLonLat(point),
  }));
}

function postName(place: LocalizedText, isTownship: boolean): LocalizedText {
  return {
    zh: isTownship ? `${place.zh}·警务站` : `${place.zh}警务站`,
    en: isTownship ? `${place.en} · Police Post` : `${place.en} Police Post`,
  };
}

function townStreets(ground: Ground, frontages: readonly (readonly Frontage[])[]) {
  const centre = ground.centres[0] as Point;
  return frontages.flatMap((fronts, site) => {
    const { township } = ground.territory.sites[site] as { township: number };
    if (township !== 0) return [];
    return fronts.flatMap((front) => {
      const { name } = ground.roads.edges[front.edge] as { name: LocalizedText };
      const isStreet = /[路街]$/.test(name.zh) && name.zh !== '主街';
      return isStreet && distance(front.point, centre) < IN_TOWN_M ? [{ front, name }] : [];
    });
  });
}
