import type { LocalizedText } from '#core/kit';
import type { Random } from '../random.ts';
import { joined, type Piece, pieces } from './syllables.ts';
import { STREETS } from './word-lists.ts';

/** Streets of the county seat that every county has: the screens, guides and tests speak of them. */
const SEAT_MAIN = pieces('双塔shuangta 人民renmin');

/** Names for the streets of a town: east–west 路, north–south 街. No name is used twice in one town. */
export interface StreetNames {
  readonly along: readonly LocalizedText[];
  readonly across: readonly LocalizedText[];
}

const road = (piece: Piece): LocalizedText => withEnding(piece, '路', 'Road');
const street = (piece: Piece): LocalizedText => withEnding(piece, '街', 'Street');

function withEnding(piece: Piece, zh: string, en: string): LocalizedText {
  const name = joined(piece);
  return { zh: name.zh + zh, en: `${name.en} ${en}` };
}

/** Names `rows` + `columns` streets; in the county seat the two main ones are 双塔路 and 人民街. */
export function nameStreets(
  random: Random,
  rows: number,
  columns: number,
  isCountySeat: boolean,
): StreetNames {
  const free = STREETS.filter(([zh]) => !(isCountySeat && SEAT_MAIN.some(([main]) => main === zh)));
  const names = random.shuffled(free);
  const along = names.slice(0, rows).map(road);
  const across = names.slice(rows, rows + columns).map(street);
  if (isCountySeat) {
    along[Math.floor(rows / 2)] = road(SEAT_MAIN[0] as Piece);
    across[Math.floor(columns / 2)] = street(SEAT_MAIN[1] as Piece);
    along[0] = road(['滨河', 'binhe']);
    along[rows - 1] = road(['北环', 'beihuan']);
  }
  return { along, across };
}

const NUMERALS = ['一', '二', '三', '四', '五', '六'];

/** Streets of a neighbourhood outside the middle of its town, called after it: 光明一路, 光明二街. */
export function nameNeighbourhoodStreets(
  community: LocalizedText,
  rows: number,
  columns: number,
): StreetNames {
  const zh = community.zh.replace(/社区$/, '');
  const en = community.en.replace(/ Community$/, '');
  const numbered = (count: number, kindZh: string, kindEn: string): LocalizedText[] =>
    Array.from({ length: count }, (_, index) => ({
      zh: `${zh}${NUMERALS[index]}${kindZh}`,
      en: `${en} No. ${index + 1} ${kindEn}`,
    }));
  return { along: numbered(rows, '路', 'Road'), across: numbered(columns, '街', 'Street') };
}

/** What the lanes of a village are called: 主街 in the middle, 前街, 后街, 东巷, 西巷… */
export function nameLanes(rows: number, columns: number): StreetNames {
  const main = Math.floor(rows / 2);
  const along = Array.from({ length: rows }, (_, row) => {
    if (row === main) return { zh: '主街', en: 'Main Street' };
    return row < main ? { zh: '前街', en: 'Front Street' } : { zh: '后街', en: 'Back Street' };
  });
  const across = Array.from({ length: columns }, (_, column) => {
    if (column === Math.floor(columns / 2)) return { zh: '中巷', en: 'Middle Lane' };
    return column === 0 ? { zh: '西巷', en: 'West Lane' } : { zh: '东巷', en: 'East Lane' };
  });
  return { along, across };
}
