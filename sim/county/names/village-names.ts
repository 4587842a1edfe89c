import type { LocalizedText } from '#core/kit';
import type { Random } from '../random.ts';
import { TOWNSHIPS } from '../townships.ts';
import { joined, type Piece, pieces } from './syllables.ts';
import {
  COMMUNITIES,
  DIRECTIONS,
  ENDINGS,
  FAMILY_ENDINGS,
  FEATURES,
  type Setting,
  SURNAMES,
} from './word-lists.ts';

/** What has to be known of a place to name it. */
export interface NameablePlace {
  /** Index into `TOWNSHIPS`. */
  readonly township: number;
  readonly isSeat: boolean;
  readonly isCommunity: boolean;
  readonly setting: Setting;
}

/** Villages every county has: those the screens, guides and tests speak of. */
const GIVEN: Readonly<Record<string, Piece>> = {
  石桥镇: ['白杨', 'baiyang'],
  东山乡: ['东山', 'dongshan'],
  红石镇: ['红石', 'hongshi'],
  西岭乡: ['林场', 'linchang'],
};
const GIVEN_COMMUNITIES = pieces('鼓楼gulou 双塔shuangta 光明guangming 滨河binhe');

/**
 * Names all places, none twice in the county.
 * @returns in the order of `places`, with 村 or 社区 and "Village" or "Community"
 */
export function nameVillages(random: Random, places: readonly NameablePlace[]): LocalizedText[] {
  const taken = new Set<string>();
  const uses = new Map<string, number>();
  const communities = random.shuffled(
    COMMUNITIES.filter(([zh]) => !GIVEN_COMMUNITIES.some(([given]) => given === zh)),
  );
  const county = GIVEN_COMMUNITIES.toReversed();
  const given = new Map(Object.entries(GIVEN));
  for (const [zh] of given.values()) taken.add(zh);
  return places.map((place) => {
    const plan = TOWNSHIPS[place.township] as (typeof TOWNSHIPS)[number];
    if (place.isCommunity) return communityName(place, plan.name, county, communities);
    const own = given.get(plan.name.zh);
    given.delete(plan.name.zh);
    const { zh, en } = own === undefined ? freshName(random, place.setting, taken, uses) : joined(own);
    return { zh: `${zh}村`, en: `${en} Village` };
  });
}

function communityName(
  place: NameablePlace,
  township: LocalizedText,
  county: Piece[],
  pool: Piece[],
): LocalizedText {
  const isCountySeat = place.township === 0;
  if (place.isSeat && !isCountySeat) {
    const zh = township.zh.replace(/(镇|乡|街道)$/, '');
    return { zh: `${zh}社区`, en: township.en.replace(/ (Town|Township|Subdistrict)$/, ' Community') };
  }
  const piece = (isCountySeat ? county.pop() : undefined) ?? pool.pop();
  if (piece === undefined) throw new Error('more communities than names');
  const { zh, en } = joined(piece);
  return { zh: `${zh}社区`, en: `${en} Community` };
}

const USES = 2;

/** A name not taken yet, made of words not used too often yet. */
function freshName(random: Random, setting: Setting, taken: Set<string>, uses: Map<string, number>) {
  for (;;) {
    const parts = compose(random, setting);
    const word = (parts.find((part) => FEATURES.includes(part)) ?? parts[0])?.[0] ?? '';
    const name = joined(...parts);
    if (taken.has(name.zh) || taken.has(name.en) || (uses.get(word) ?? 0) >= USES) continue;
    taken.add(name.zh).add(name.en);
    uses.set(word, (uses.get(word) ?? 0) + 1);
    return name;
  }
}

function compose(random: Random, setting: Setting): Piece[] {
  const style = random.next();
  if (style < 0.48) return [random.pick(SURNAMES), random.pick(FAMILY_ENDINGS[setting])];
  if (style < 0.82) return [random.pick(FEATURES), random.pick(ENDINGS[setting])];
  return [random.pick(DIRECTIONS), random.pick(FEATURES)];
}
