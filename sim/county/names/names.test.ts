import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { nameNeighbourhoodStreets, nameStreets } from './street-names.ts';
import { joined, pieces } from './syllables.ts';
import { nameVillages } from './village-names.ts';

describe('pieces', () => {
  it('reads Chinese with pinyin and joins both', () => {
    expect(joined(...pieces('张zhang 家庄jiazhuang'))).toEqual({ zh: '张家庄', en: 'Zhangjiazhuang' });
  });

  it('refuses a word without pinyin', () => {
    expect(() => pieces('张')).toThrow('not a piece');
  });
});

describe('nameVillages', () => {
  it('names seats after their township, first villages as given, and nothing twice', () => {
    const place = { isCommunity: false, isSeat: false, setting: 'plain' } as const;
    const names = nameVillages(seededRandom(1, 'names'), [
      { ...place, township: 1, isSeat: true, isCommunity: true },
      { ...place, township: 1 },
      ...Array.from({ length: 120 }, () => ({ ...place, township: 1 })),
    ]);
    expect(names[0]).toEqual({ zh: '石桥社区', en: 'Shiqiao Community' });
    expect(names[1]).toEqual({ zh: '白杨村', en: 'Baiyang Village' });
    expect(new Set(names.map((name) => name.zh)).size).toBe(names.length);
  });
});

describe('nameStreets', () => {
  it('crosses 双塔路 and 人民街 in the middle of the county seat', () => {
    const { along, across } = nameStreets(seededRandom(1, 'streets'), 9, 12, true);
    expect([along[4]?.zh, across[6]?.zh]).toEqual(['双塔路', '人民街']);
    const names = [...along, ...across].map((name) => name.zh);
    expect(new Set(names).size).toBe(21);
  });
});

describe('nameNeighbourhoodStreets', () => {
  it('calls streets after their community', () => {
    const { along, across } = nameNeighbourhoodStreets({ zh: '光明社区', en: 'Guangming Community' }, 3, 4);
    expect(along[0]).toEqual({ zh: '光明一路', en: 'Guangming No. 1 Road' });
    expect(across[3]).toEqual({ zh: '光明四街', en: 'Guangming No. 4 Street' });
  });
});
