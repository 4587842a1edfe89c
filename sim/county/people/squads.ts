import type { LocalizedText } from '#core/kit';
import type { CountySquad, SquadKind } from '../county.ts';
import { distance, type Point } from '../geometry/point.ts';
import type { Ground } from '../ground.ts';
import { townshipCode } from '../org-units.ts';
import { nodeId } from '../roads/road-network.ts';
import { TOWNSHIPS, type TownshipPlan } from '../townships.ts';

const NUMERALS = ['一', '二', '三'];
/** How many brigades (巡逻组) and how many police crews each township has, in the order of `TOWNSHIPS`. */
const BRIGADES = [3, 1, 1, 2, 1, 1, 2, 1, 2, 1, 1, 1, 1, 1];
const CREWS = [2, 2, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0];
/** Townships whose first named village has a team. */
const TEAMS = [1, 2, 5, 7, 9, 13];
const VOLUNTEERS = 5;

/** 40 squads: 19 brigades, 10 police crews, 6 village teams, 5 groups of volunteers. */
export function musterSquads(ground: Ground): CountySquad[] {
  const squads: Omit<CountySquad, 'code'>[] = [];
  const muster = (kind: SquadKind, site: number, unitCode: string, name: LocalizedText): void => {
    squads.push({ kind, unitCode, name, homeNode: homeNode(ground, site) });
  };
  TOWNSHIPS.forEach((plan, township) => {
    const stem = stemOf(plan);
    for (let number = 0; number < (BRIGADES[township] ?? 0); number++) {
      const name = { zh: `${stem.zh}巡逻${NUMERALS[number]}组`, en: `${stem.en} Patrol ${number + 1}` };
      muster('brigade', township, townshipCode(township), name);
    }
    for (let number = 1; number <= (CREWS[township] ?? 0); number++) {
      const name = { zh: `${stem.zh}派出所·0${number}`, en: `${stem.en} Police · 0${number}` };
      muster('police', township, townshipCode(township), name);
    }
  });
  const { sites } = ground.territory;
  for (const township of TEAMS) {
    const site = sites.findIndex((candidate) => candidate.township === township && !candidate.isCommunity);
    const { zh, en } = ground.names[site] as LocalizedText;
    const name = { zh: `${zh}巡逻队`, en: `${en} Patrol` };
    muster('village_team', site, ground.codes[site] as string, name);
  }
  const communities = sites.flatMap((site, index) =>
    site.township === 0 && site.isCommunity ? [index] : [],
  );
  for (const site of communities.slice(0, VOLUNTEERS)) {
    const { zh, en } = ground.names[site] as LocalizedText;
    const name = { zh: `${zh}红袖标`, en: `${en} Volunteers` };
    muster('volunteers', site, ground.codes[site] as string, name);
  }
  return squads.map((squad, index) => ({ code: `xl${String(index + 1).padStart(2, '0')}`, ...squad }));
}

function stemOf({ name }: TownshipPlan): LocalizedText {
  return {
    zh: name.zh.replace(/(镇|乡|街道)$/, ''),
    en: name.en.replace(/ (Town|Township|Subdistrict)$/, ''),
  };
}

function homeNode({ roads, centres }: Ground, site: number): string {
  const centre = centres[site] as Point;
  let best = 0;
  roads.nodes.forEach((node, index) => {
    if (distance(node, centre) < distance(roads.nodes[best] as Point, centre)) best = index;
  });
  return nodeId(best);
}
