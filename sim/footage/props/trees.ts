import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Material, type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, type Random, seededRandom } from '../render/random.ts';
import { bar } from '../render/shapes.ts';
import { paintTexture } from '../render/texture.ts';
import { add, scale, unit, type Vec3 } from '../render/vec.ts';
import { bark, whitewash } from './materials.ts';

export interface TreeOptions {
  readonly seed: number;
  readonly heightM: number;
  /** Across the crown. */
  readonly crownM: number;
  /** Height of the lowest leaves. */
  readonly clearM: number;
  readonly leaves: string;
  /** Trunks along roads are painted white to 1.2 m. */
  readonly whitewashed?: boolean;
  /** How many sprays of leaves. */
  readonly sprays?: number;
  /** 0 round … 1 a column, as poplars are. */
  readonly column?: number;
}

/** A spray of leaves on a transparent ground. */
function paintSpray(context: SKRSContext2D, random: Random): void {
  const size = 128;
  for (let leaf = 0; leaf < 240; leaf += 1) {
    const angle = random() * Math.PI * 2;
    const out = Math.sqrt(random()) * size * 0.46;
    const light = 40 + random() * 52;
    context.fillStyle = `rgb(${light * 2.55},${light * 2.55},${light * 2.4})`;
    context.save();
    context.translate(size / 2 + Math.cos(angle) * out, size / 2 + Math.sin(angle) * out);
    context.rotate(random() * 6.28);
    context.beginPath();
    context.ellipse(0, 0, between(random, 3, 7), between(random, 1.6, 3.2), 0, 0, 6.28);
    context.fill();
    context.restore();
  }
}

const sprays = [3, 5, 8].map((seed) =>
  paintTexture({ width: 128, height: 128, texelsPerM: 70 }, (context) =>
    paintSpray(context, seededRandom(seed)),
  ),
);

const leafMaterials = new Map<string, readonly Material[]>();

/** Leaves in three tones, shared by all trees of a kind. */
function leavesOf(hex: string): readonly Material[] {
  const known = leafMaterials.get(hex);
  if (known !== undefined) return known;
  const [r, g, b] = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2) as [
    number,
    number,
    number,
  ];
  const made = sprays.flatMap((texture, index): Material[] =>
    [0.75, 1.0, 1.3].map((tone) => ({
      colour: [r * tone * (1 + index * 0.06), g * tone, b * tone],
      texture,
      cutout: true,
      leaf: true,
    })),
  );
  leafMaterials.set(hex, made);
  return made;
}

/** A card of leaves around `at`, turned at random; its normal is the crown's, so that the crown is lit as one body. */
function addSpray(
  builder: MeshBuilder,
  at: Vec3,
  normal: Vec3,
  size: number,
  material: Material,
  random: Random,
): void {
  const u = unit([random() - 0.5, random() - 0.5, random() - 0.5]);
  const v = unit([u[1] - u[2], u[2] - u[0], u[0] - u[1]]);
  const corner = (su: number, sv: number, uv: readonly [number, number]) => ({
    at: add(at, add(scale(u, su * size), scale(v, sv * size))),
    normal,
    uv,
  });
  const [a, b, c, d] = [
    corner(-1, -1, [0, 1]),
    corner(1, -1, [1, 1]),
    corner(1, 1, [1, 0]),
    corner(-1, 1, [0, 0]),
  ];
  builder.triangle(a, b, c, material);
  builder.triangle(a, c, d, material);
}

/** A tree on its root. */
export function tree(options: TreeOptions): Mesh {
  const { heightM, crownM, clearM, column = 0 } = options;
  const random = seededRandom(options.seed);
  const builder = new MeshBuilder();
  const thick = 0.05 + heightM * 0.013;
  const lean: Vec3 = [
    between(random, -0.3, 0.3),
    between(random, -0.3, 0.3),
    clearM + (heightM - clearM) * 0.3,
  ];
  if (options.whitewashed === true)
    bar(builder, [0, 0, 0], scale(lean, 1.2 / lean[2]), thick * 1.05, whitewash, 8);
  bar(builder, [0, 0, 0], lean, thick, bark, 8);
  const crownHigh = heightM - clearM;
  const boughs = Array.from({ length: column > 0.5 ? 9 : 7 }, (): Vec3 => {
    const angle = random() * Math.PI * 2;
    const up = random();
    const out = (crownM / 2) * (1 - column * 0.3) * (0.25 + random() * 0.4) * (1 - up * 0.5);
    return [Math.cos(angle) * out, Math.sin(angle) * out, clearM + crownHigh * (0.2 + up * 0.6)];
  });
  for (const bough of boughs) bar(builder, lean, bough, thick * 0.35, bark, 5);
  const materials = leavesOf(options.leaves);
  const middle: Vec3 = [lean[0], lean[1], clearM + crownHigh * 0.45];
  const count = options.sprays ?? 260;
  for (let spray = 0; spray < count; spray += 1) {
    const bough = boughs[spray % boughs.length] as Vec3;
    const away = unit([random() - 0.5, random() - 0.5, random() - 0.45]);
    const reach = (crownM / 2) * (0.35 + 0.3 * random()) * (column > 0.5 ? 0.6 : 1);
    const at: Vec3 = [
      bough[0] + away[0] * reach,
      bough[1] + away[1] * reach,
      bough[2] + away[2] * crownHigh * 0.22,
    ];
    const [mx, my, mz] = middle;
    const normal = unit([(at[0] - mx) / crownM, (at[1] - my) / crownM, (at[2] - mz) / crownHigh + 0.12]);
    const material = materials[Math.floor(random() * materials.length)] as Material;
    addSpray(
      builder,
      at,
      unit(add(normal, scale(away, 0.35))),
      crownM * between(random, 0.09, 0.16),
      material,
      random,
    );
  }
  return builder.build();
}

/** A clipped hedge along a line, or a patch of bushes. */
export function hedge(options: {
  readonly seed: number;
  readonly from: Vec3;
  readonly to: Vec3;
  readonly widthM: number;
  readonly heightM: number;
  readonly leaves: string;
}): Mesh {
  const random = seededRandom(options.seed);
  const builder = new MeshBuilder();
  const { from, to, widthM, heightM } = options;
  const along: Vec3 = [to[0] - from[0], to[1] - from[1], 0];
  const length = Math.hypot(along[0], along[1]);
  const side: Vec3 = [-along[1] / length, along[0] / length, 0];
  const materials = leavesOf(options.leaves);
  const count = Math.ceil(length * (widthM + heightM) * 9);
  for (let spray = 0; spray < count; spray += 1) {
    const across = random() - 0.5;
    const high = Math.sqrt(random());
    const place = add(add(from, scale(along, random())), scale(side, across * widthM));
    const at: Vec3 = [place[0], place[1], from[2] + high * heightM];
    const normal = unit(add(scale(side, across * 2), [0, 0, high * 1.2]));
    addSpray(
      builder,
      at,
      normal,
      between(random, 0.2, 0.34),
      materials[spray % materials.length] as Material,
      random,
    );
  }
  return builder.build();
}
