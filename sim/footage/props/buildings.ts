import { type Material, type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, pick, seededRandom } from '../render/random.ts';
import { bar, box } from '../render/shapes.ts';
import { paintTexture } from '../render/texture.ts';
import type { Vec3 } from '../render/vec.ts';
import { type FacadeOptions, FLOOR_M, facade } from './facade.ts';
import { darkTrim, matte, steel } from './materials.ts';
import { hang } from './text.ts';

export interface BuildingOptions {
  readonly widthM: number;
  readonly depthM: number;
  readonly floors: number;
  readonly seed: number;
  readonly wall: string;
  readonly trim?: string;
  readonly kind?: FacadeOptions['kind'];
  readonly shops?: boolean;
  readonly lit?: number;
  readonly glow?: number;
  /** Light of the shop signs after dark. */
  readonly signGlow?: number;
}

const trades = [
  '烟酒超市',
  '五金建材',
  '手机维修',
  '早餐包子',
  '牛肉面馆',
  '平价药店',
  '美发造型',
  '文具图书',
  '鲜果批发',
  '品牌服装',
  '家电专卖',
  '种子农资',
  '小吃快餐',
  '母婴用品',
  '摩托修理',
  '窗帘布艺',
];
const signs = [
  ['#b3201c', '#ffe9a8'],
  ['#1c4f9c', '#ffffff'],
  ['#1d7a45', '#ffffff'],
  ['#c8641c', '#fff7dd'],
  ['#e8e4d8', '#b3201c'],
  ['#6b1d58', '#ffe3f2'],
  ['#e6b92f', '#7a1713'],
] as const;

/** A town building around the origin; its front looks to −y. */
export function building(options: BuildingOptions): Mesh {
  const { widthM, depthM, floors, seed, wall, trim = '#b9b2a4', kind = 'flats', shops = false } = options;
  const random = seededRandom(seed);
  const builder = new MeshBuilder();
  const height = floors * FLOOR_M;
  const light =
    options.lit === undefined
      ? {}
      : { lit: options.lit, ...(options.glow === undefined ? {} : { glow: options.glow }) };
  const face = (width: number, at: number) =>
    facade({ widthM: width, floors, seed: seed + at, wall, trim, kind, shops, ...light });
  const [w, d] = [widthM / 2, depthM / 2];
  const sides: [Vec3, Vec3, number][] = [
    [[-w, -d, 0], [w, -d, 0], widthM],
    [[w, -d, 0], [w, d, 0], depthM],
    [[w, d, 0], [-w, d, 0], widthM],
    [[-w, d, 0], [-w, -d, 0], depthM],
  ];
  for (const [index, [from, to, width]] of sides.entries()) {
    builder.quad(from, to, [to[0], to[1], height], [from[0], from[1], height], face(width, index));
  }
  const roof = matte('#8d8a84', 0.7);
  box(builder, [0, 0, height], [widthM, depthM, 0.12], roof);
  for (const [x, y, length, width] of [
    [0, -d, widthM + 0.3, 0.25],
    [0, d, widthM + 0.3, 0.25],
    [-w, 0, 0.25, depthM],
    [w, 0, 0.25, depthM],
  ] as const) {
    box(builder, [x, y, height], [length, width, 0.8], matte(trim, 0.4));
  }
  roofThings(builder, options, height);
  for (let unit = 0; unit < widthM * floors * 0.09; unit += 1) {
    const level = Math.floor(random() * (floors - (shops ? 1 : 0))) + (shops ? 1 : 0);
    const side = random() < 0.7;
    const at: Vec3 = side
      ? [between(random, -w + 0.8, w - 0.8), -d - 0.2, level * FLOOR_M + 0.55]
      : [w + 0.2, between(random, -d + 0.8, d - 0.8), level * FLOOR_M + 0.55];
    box(builder, at, side ? [0.85, 0.36, 0.6] : [0.36, 0.85, 0.6], matte('#d6d6d0', 0.3));
  }
  if (shops) shopSigns(builder, options);
  return builder.build();
}

function shopSigns(builder: MeshBuilder, { widthM, depthM, seed, signGlow }: BuildingOptions): void {
  const random = seededRandom(seed + 99);
  const edges = [
    { from: [-widthM / 2, -depthM / 2 - 0.35], along: 0, length: widthM },
    { from: [widthM / 2 + 0.35, -depthM / 2], along: Math.PI / 2, length: depthM },
  ] as const;
  for (const { from, along, length } of edges) {
    for (let at = 0.15; at < length - 2.5; ) {
      const width = Math.min(length - at - 0.15, between(random, 3.1, 4.6));
      const [ground, ink] = pick(random, signs);
      const place: Vec3 = [from[0] + Math.cos(along) * at, from[1] + Math.sin(along) * at, 2.75];
      const glow =
        signGlow !== undefined && random() < 0.75 ? { glow: signGlow * between(random, 0.5, 1) } : {};
      hang(builder, place, along, {
        text: pick(random, trades),
        ink,
        ground,
        widthM: width,
        heightM: 1.05,
        ...glow,
      });
      const middle: Vec3 = [
        place[0] + (Math.cos(along) * width) / 2 - Math.sin(-along) * 0.17 * -1,
        place[1] + (Math.sin(along) * width) / 2 + Math.cos(along) * 0.17,
        2.75,
      ];
      box(builder, middle, [width, 0.3, 1.05], darkTrim, { heading: along });
      at += width + 0.12;
    }
  }
}

/** Water tanks, solar heaters and stair heads. */
function roofThings(
  builder: MeshBuilder,
  { widthM, depthM, seed, wall }: BuildingOptions,
  height: number,
): void {
  const random = seededRandom(seed + 7);
  box(builder, [widthM * 0.2, 0, height], [3.2, Math.min(4, depthM * 0.5), 2.4], matte(wall, 0.4));
  for (let unit = 0; unit < widthM / 4; unit += 1) {
    const x = between(random, -widthM / 2 + 1.5, widthM / 2 - 1.5);
    const y = between(random, -depthM / 2 + 1.4, depthM / 2 - 1.4);
    if (random() < 0.7) {
      builder.quad(
        [x - 0.9, y - 0.6, height + 0.3],
        [x + 0.9, y - 0.6, height + 0.3],
        [x + 0.9, y + 0.5, height + 1.3],
        [x - 0.9, y + 0.5, height + 1.3],
        { colour: [0.02, 0.025, 0.05], mirror: 0.12 },
      );
      bar(
        builder,
        [x - 0.95, y + 0.55, height + 1.45],
        [x + 0.95, y + 0.55, height + 1.45],
        0.24,
        matte('#d9dbdc'),
        8,
      );
    } else {
      bar(builder, [x, y, height + 0.2], [x, y, height + 1.7], 0.6, steel, 10);
    }
  }
}

const tiles = new Map<string, Material>();

function roofTiles(hex: string): Material {
  const known = tiles.get(hex);
  if (known !== undefined) return known;
  const texture = paintTexture({ width: 128, height: 128, texelsPerM: 64 }, (context) => {
    const random = seededRandom(9);
    for (let row = 0; row < 8; row += 1) {
      for (let column = 0; column < 8; column += 1) {
        const tone = between(random, 150, 235);
        const run = context.createLinearGradient(column * 16, 0, column * 16 + 16, 0);
        run.addColorStop(0, `rgb(${tone * 0.55},${tone * 0.55},${tone * 0.55})`);
        run.addColorStop(0.5, `rgb(${tone},${tone},${tone})`);
        run.addColorStop(1, `rgb(${tone * 0.5},${tone * 0.5},${tone * 0.5})`);
        context.fillStyle = run;
        context.fillRect(column * 16, row * 16, 16, 16);
        context.fillStyle = 'rgba(0,0,0,0.4)';
        context.fillRect(column * 16, row * 16 + 13, 16, 3);
      }
    }
  });
  const made: Material = { ...matte(hex, 0.5), texture };
  tiles.set(hex, made);
  return made;
}

export interface HouseOptions {
  readonly widthM: number;
  readonly depthM: number;
  readonly floors: number;
  readonly seed: number;
  readonly wall: string;
  readonly roof: string;
  readonly lit?: number;
}

/** A village house with a pitched roof; its front looks to −y. */
export function house({ widthM, depthM, floors, seed, wall, roof, lit }: HouseOptions): Mesh {
  const builder = new MeshBuilder();
  const height = floors * FLOOR_M + 0.3;
  const [w, d] = [widthM / 2, depthM / 2];
  const front = facade({
    widthM,
    floors,
    seed,
    wall,
    trim: '#9a948a',
    kind: 'flats',
    ...(lit === undefined ? {} : { lit }),
  });
  const plain = facade({ widthM: depthM, floors, seed: seed + 1, wall, trim: '#9a948a', kind: 'plain' });
  builder.quad([-w, -d, 0], [w, -d, 0], [w, -d, height], [-w, -d, height], front);
  builder.quad([w, d, 0], [-w, d, 0], [-w, d, height], [w, d, height], front);
  const ridge = height + depthM * 0.28;
  for (const side of [-1, 1]) {
    const x = side * w;
    builder.quad([x, -d, 0], [x, d, 0], [x, d, height], [x, -d, height], plain);
    builder.triangle(
      { at: [x, -d, height] },
      { at: [x, d, height] },
      { at: [x, 0, ridge] },
      matte(wall, 0.5),
    );
    const eave = 0.6;
    const slope = (ridge - height) / d;
    const y = side * (d + eave);
    const z = height - slope * eave;
    builder.quad(
      [-w - 0.4, y, z],
      [w + 0.4, y, z],
      [w + 0.4, 0, ridge],
      [-w - 0.4, 0, ridge],
      roofTiles(roof),
      [widthM / 2, d / 2],
    );
    builder.quad(
      [-w - 0.4, y, z - 0.14],
      [w + 0.4, y, z - 0.14],
      [w + 0.4, y, z],
      [-w - 0.4, y, z],
      matte('#5c564e', 0.4),
    );
  }
  bar(builder, [-w - 0.45, 0, ridge + 0.05], [w + 0.45, 0, ridge + 0.05], 0.16, matte('#55504a', 0.4), 6);
  return builder.build();
}
