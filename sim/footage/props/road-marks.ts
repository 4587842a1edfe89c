import type { SKRSContext2D } from '@napi-rs/canvas';
import { between, type Random } from '../render/random.ts';

/** Marks on a plan of the ground; all lengths in metres. */
type Point = readonly [number, number];

export const WHITE_MARK = 'rgba(226,226,220,0.82)';
export const YELLOW_MARK = 'rgba(214,164,52,0.85)';

export function area(plan: SKRSContext2D, fill: string, points: readonly Point[]): void {
  plan.fillStyle = fill;
  plan.beginPath();
  for (const [x, y] of points) plan.lineTo(x, y);
  plan.closePath();
  plan.fill();
}

export function rectangle(plan: SKRSContext2D, fill: string, x: Point, y: Point): void {
  plan.fillStyle = fill;
  plan.fillRect(x[0], y[0], x[1] - x[0], y[1] - y[0]);
}

export function line(
  plan: SKRSContext2D,
  points: readonly Point[],
  style: {
    readonly stroke?: string;
    readonly widthM?: number;
    readonly dash?: readonly [number, number];
  } = {},
): void {
  plan.strokeStyle = style.stroke ?? WHITE_MARK;
  plan.lineWidth = style.widthM ?? 0.15;
  plan.setLineDash([...(style.dash ?? [])]);
  plan.beginPath();
  for (const [x, y] of points) plan.lineTo(x, y);
  plan.stroke();
  plan.setLineDash([]);
}

/** Stripes of a pedestrian crossing that fills the rectangle; `along` is the axis people walk. */
export function zebra(plan: SKRSContext2D, x: Point, y: Point, along: 'x' | 'y'): void {
  const [from, to] = along === 'x' ? y : x;
  for (let at = from; at < to - 0.4; at += 0.95) {
    if (along === 'x') rectangle(plan, WHITE_MARK, x, [at, at + 0.45]);
    else rectangle(plan, WHITE_MARK, [at, at + 0.45], y);
  }
}

/** A lane arrow with its tip at (x, y), pointing along `heading` (radians, 0 along +x). */
export function arrow(plan: SKRSContext2D, x: number, y: number, heading: number): void {
  plan.save();
  plan.translate(x, y);
  plan.rotate(heading);
  area(plan, WHITE_MARK, [
    [0, 0],
    [-1.6, 0.45],
    [-1.6, 0.12],
    [-4.5, 0.1],
    [-4.5, -0.1],
    [-1.6, -0.12],
    [-1.6, -0.45],
  ]);
  plan.restore();
}

/** Characters on the road, to be read by somebody who comes along `heading`; stretched as road letters are. */
export function letters(
  plan: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  heading: number,
  sizeM = 1.6,
): void {
  plan.save();
  plan.translate(x, y);
  plan.rotate(heading - Math.PI / 2);
  plan.scale(1, -2.2);
  plan.fillStyle = WHITE_MARK;
  plan.font = `bold ${sizeM}px "Noto Sans CJK SC"`;
  plan.textAlign = 'center';
  plan.fillText(text, 0, 0);
  plan.restore();
}

/** Paving slabs. */
export function paving(
  plan: SKRSContext2D,
  x: Point,
  y: Point,
  tones: readonly string[],
  random: Random,
  sizeM = 0.6,
): void {
  for (let px = x[0]; px < x[1]; px += sizeM) {
    for (let py = y[0]; py < y[1]; py += sizeM) {
      plan.fillStyle = tones[Math.floor(random() * tones.length)] as string;
      plan.fillRect(px, py, Math.min(sizeM, x[1] - px) - 0.03, Math.min(sizeM, y[1] - py) - 0.03);
    }
  }
}

/** Years of use: patches, sealed cracks and oil, all over a rectangle. */
export function wear(plan: SKRSContext2D, x: Point, y: Point, random: Random, amount = 1): void {
  const size = (x[1] - x[0]) * (y[1] - y[0]);
  const somewhere = (): Point => [between(random, x[0], x[1]), between(random, y[0], y[1])];
  for (let patch = 0; patch < (size / 320) * amount; patch += 1) {
    const [px, py] = somewhere();
    plan.fillStyle = random() < 0.6 ? 'rgba(25,25,27,0.28)' : 'rgba(170,168,160,0.14)';
    plan.fillRect(px, py, between(random, 0.8, 4), between(random, 0.8, 5));
  }
  for (let crack = 0; crack < (size / 130) * amount; crack += 1) {
    let [px, py] = somewhere();
    let heading = random() * 6.28;
    const points: Point[] = [[px, py]];
    for (let step = 0; step < 9; step += 1) {
      heading += between(random, -0.5, 0.5);
      px += Math.cos(heading) * 0.7;
      py += Math.sin(heading) * 0.7;
      points.push([px, py]);
    }
    line(plan, points, { stroke: 'rgba(18,18,20,0.4)', widthM: between(random, 0.04, 0.1) });
  }
  for (let spot = 0; spot < (size / 90) * amount; spot += 1) {
    const [px, py] = somewhere();
    plan.fillStyle = `rgba(20,19,18,${between(random, 0.05, 0.22)})`;
    plan.beginPath();
    plan.ellipse(px, py, between(random, 0.1, 0.7), between(random, 0.1, 0.9), random() * 3, 0, 6.28);
    plan.fill();
  }
}

/** The two dark tracks of tyres along a lane. */
export function tyreTracks(plan: SKRSContext2D, points: readonly Point[]): void {
  for (const widthM of [2.1, 1.1])
    line(plan, points, { stroke: widthM > 2 ? 'rgba(22,22,23,0.16)' : 'rgba(150,150,146,0.07)', widthM });
}
