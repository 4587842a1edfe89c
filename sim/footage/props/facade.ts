import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Material } from '../render/mesh.ts';
import { between, pick, type Random, seededRandom } from '../render/random.ts';
import { paintTexture, type Texture } from '../render/texture.ts';

export interface FacadeOptions {
  readonly widthM: number;
  readonly floors: number;
  readonly seed: number;
  /** Wall colour; a darker band runs along every floor. */
  readonly wall: string;
  readonly trim: string;
  readonly kind: 'flats' | 'office' | 'plain';
  /** Ground floor with shops. */
  readonly shops?: boolean;
  /** Share of windows that are lit; their light is `glow` strong. */
  readonly lit?: number;
  readonly glow?: number;
}

export const FLOOR_M = 3;
const PIXELS_PER_M = 22;

interface Pane {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where the windows are, in metres from the left and from the top. */
function panes({ widthM, floors, kind, shops }: FacadeOptions, random: Random): Pane[] {
  const list: Pane[] = [];
  const bay = kind === 'office' ? 2.2 : 3.1;
  const bays = Math.max(1, Math.floor(widthM / bay));
  const step = widthM / bays;
  for (let level = 0; level < floors; level += 1) {
    if (shops === true && level === floors - 1) continue;
    for (let at = 0; at < bays; at += 1) {
      const narrow = kind === 'flats' && at % 3 === 2;
      const w = kind === 'office' ? step * 0.78 : narrow ? 0.8 : 1.75;
      list.push({
        x: at * step + (step - w) / 2 + between(random, -0.05, 0.05),
        y: level * FLOOR_M + 0.75,
        w,
        h: kind === 'office' ? 1.7 : 1.5,
      });
    }
  }
  return list;
}

function stains(paint: SKRSContext2D, { widthM, floors }: FacadeOptions, random: Random): void {
  for (let streak = 0; streak < widthM * floors * 0.5; streak += 1) {
    const x = random() * widthM;
    const y = random() * floors * FLOOR_M;
    const long = between(random, 0.6, 3.2);
    const run = paint.createLinearGradient(0, y, 0, y + long);
    run.addColorStop(0, `rgba(40,38,34,${between(random, 0.05, 0.2)})`);
    run.addColorStop(1, 'rgba(40,38,34,0)');
    paint.fillStyle = run;
    paint.fillRect(x, y, between(random, 0.1, 0.5), long);
  }
}

function paintPane(
  paint: SKRSContext2D,
  { x, y, w, h }: Pane,
  kind: FacadeOptions['kind'],
  random: Random,
): void {
  paint.fillStyle = 'rgba(30,30,32,0.45)';
  paint.fillRect(x - 0.06, y - 0.12, w + 0.12, h + 0.14);
  const sky = paint.createLinearGradient(x, y, x, y + h);
  const tone = between(random, 0.75, 1.2);
  sky.addColorStop(0, `rgb(${46 * tone},${56 * tone},${64 * tone})`);
  sky.addColorStop(1, `rgb(${24 * tone},${28 * tone},${32 * tone})`);
  paint.fillStyle = sky;
  paint.fillRect(x, y, w, h);
  if (kind === 'flats' && random() < 0.45) {
    paint.fillStyle = pick(random, [
      'rgba(190,180,160,0.55)',
      'rgba(120,60,60,0.4)',
      'rgba(90,110,130,0.45)',
    ]);
    const closed = between(random, 0.2, 0.9);
    paint.fillRect(random() < 0.5 ? x : x + w * (1 - closed), y, w * closed, h);
  }
  paint.fillStyle = kind === 'office' ? 'rgba(150,155,160,0.8)' : 'rgba(200,200,196,0.8)';
  const mullions = w > 1.4 ? 2 : 1;
  for (let bar = 0; bar <= mullions; bar += 1) paint.fillRect(x + (bar / mullions) * (w - 0.06), y, 0.06, h);
  paint.fillRect(x, y + h * 0.3, w, 0.05);
  paint.fillStyle = 'rgba(225,222,214,0.85)';
  paint.fillRect(x - 0.1, y + h, w + 0.2, 0.1);
  if (kind === 'flats' && random() < 0.4) {
    paint.strokeStyle = 'rgba(150,152,152,0.75)';
    paint.lineWidth = 0.03;
    for (let bar = 0; bar <= w + 0.3; bar += 0.16) {
      paint.beginPath();
      paint.moveTo(x - 0.15 + bar, y - 0.1);
      paint.lineTo(x - 0.15 + bar, y + h + 0.15);
      paint.stroke();
    }
  }
}

function paintShops(paint: SKRSContext2D, { widthM, floors }: FacadeOptions, random: Random): void {
  const top = (floors - 1) * FLOOR_M;
  for (let x = 0.2; x < widthM - 1; ) {
    const w = Math.min(widthM - x - 0.2, between(random, 3.2, 4.6));
    paint.fillStyle = '#4a4844';
    paint.fillRect(x, top + 0.5, w, 2.5);
    if (random() < 0.3) {
      paint.fillStyle = pick(random, ['#8f9496', '#7d8a92', '#a3a199']);
      paint.fillRect(x + 0.1, top + 0.6, w - 0.2, 2.4);
      paint.fillStyle = 'rgba(0,0,0,0.2)';
      for (let slat = 0; slat < 2.4; slat += 0.14) paint.fillRect(x + 0.1, top + 0.6 + slat, w - 0.2, 0.03);
    } else {
      const inside = paint.createLinearGradient(0, top + 0.6, 0, top + 3);
      inside.addColorStop(0, pick(random, ['#5d564a', '#444a50', '#6a6252']));
      inside.addColorStop(1, '#201f1d');
      paint.fillStyle = inside;
      paint.fillRect(x + 0.15, top + 0.7, w - 0.3, 2.3);
      for (let good = 0; good < 16; good += 1) {
        paint.fillStyle = `hsla(${random() * 360},45%,55%,0.5)`;
        paint.fillRect(
          x + 0.2 + random() * (w - 0.8),
          top + 1.4 + random() * 1.4,
          between(random, 0.1, 0.5),
          between(random, 0.1, 0.4),
        );
      }
      paint.fillStyle = 'rgba(190,195,198,0.8)';
      for (const at of [0.12, w / 2, w - 0.18]) paint.fillRect(x + at, top + 0.6, 0.07, 2.4);
    }
    x += w + 0.25;
  }
}

function paintGlow(options: FacadeOptions, list: readonly Pane[], random: Random): Texture {
  return paintTexture(
    {
      width: options.widthM * PIXELS_PER_M,
      height: options.floors * FLOOR_M * PIXELS_PER_M,
      texelsPerM: PIXELS_PER_M,
    },
    (paint) => {
      paint.scale(PIXELS_PER_M, PIXELS_PER_M);
      paint.fillStyle = '#000';
      paint.fillRect(0, 0, options.widthM, options.floors * FLOOR_M);
      for (const { x, y, w, h } of list) {
        if (random() > (options.lit ?? 0)) continue;
        paint.fillStyle = pick(random, ['#ffd9a0', '#ffe7c4', '#f4f1e6', '#ffc985', '#cfe0ee', '#b98a5a']);
        paint.globalAlpha = between(random, 0.35, 1);
        paint.fillRect(x + 0.06, y + 0.05, w - 0.12, h - 0.05);
        paint.globalAlpha = 1;
        paint.fillStyle = '#000';
        paint.fillRect(x + w / 2 - 0.03, y, 0.06, h);
      }
      if (options.shops !== true) return;
      const top = (options.floors - 1) * FLOOR_M;
      for (let x = 0.2; x < options.widthM - 3; x += 4.1) {
        if (random() > 0.55 + (options.lit ?? 0)) continue;
        const inside = paint.createLinearGradient(0, top + 0.7, 0, top + 3);
        inside.addColorStop(0, pick(random, ['#fff3da', '#e8f2ff', '#ffe2b0']));
        inside.addColorStop(0.25, pick(random, ['#b8a888', '#9aa8b4', '#c09a68']));
        inside.addColorStop(1, '#3a332a');
        paint.fillStyle = inside;
        paint.fillRect(x + 0.2, top + 0.75, 3.4, 2.1);
        for (let good = 0; good < 22; good += 1) {
          paint.fillStyle = `hsla(${random() * 360},35%,${between(random, 8, 40)}%,0.45)`;
          paint.fillRect(
            x + 0.25 + random() * 3,
            top + 1.3 + random() * 1.4,
            between(random, 0.1, 0.5),
            between(random, 0.1, 0.5),
          );
        }
      }
    },
  );
}

/** The material of one side of a building; its texture fits the side exactly once. */
export function facade(options: FacadeOptions): Material {
  const random = seededRandom(options.seed);
  const list = options.kind === 'plain' ? [] : panes(options, random);
  const texture = paintTexture(
    {
      width: options.widthM * PIXELS_PER_M,
      height: options.floors * FLOOR_M * PIXELS_PER_M,
      texelsPerM: PIXELS_PER_M,
    },
    (paint) => {
      paint.scale(PIXELS_PER_M, PIXELS_PER_M);
      paint.fillStyle = options.wall;
      paint.fillRect(0, 0, options.widthM, options.floors * FLOOR_M);
      paint.fillStyle = options.trim;
      for (let level = 0; level < options.floors; level += 1)
        paint.fillRect(0, level * FLOOR_M, options.widthM, 0.22);
      stains(paint, options, random);
      for (const pane of list) paintPane(paint, pane, options.kind, random);
      if (options.shops === true) paintShops(paint, options, random);
    },
  );
  const strength = options.glow ?? 0.9;
  const lit = (options.lit ?? 0) > 0;
  return {
    colour: [1, 1, 1],
    texture,
    grain: 0.18,
    ...(lit
      ? { emission: [strength, strength, strength] as const, glow: paintGlow(options, list, random) }
      : {}),
  };
}
