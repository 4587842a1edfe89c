import { describe, expect, it } from 'vitest';
import { matte } from '../props/materials.ts';
import { dayLook, night, nightLook, sunny } from '../scenes/daylight.ts';
import type { Actor } from './actor.ts';
import { Film, type Stage } from './film.ts';
import { MeshBuilder } from './mesh.ts';
import { box } from './shapes.ts';

const [WIDTH, HEIGHT] = [160, 96];

function cube(hex: string) {
  const builder = new MeshBuilder();
  box(builder, [0, 0, 0], [2, 2, 2], matte(hex));
  return builder.build();
}

function stage(actors: readonly Actor[], more: Partial<Stage> = {}): Stage {
  const floor = new MeshBuilder();
  floor.quad([-50, -5, 0], [50, -5, 0], [50, 90, 0], [-50, 90, 0], { ...matte('#808080'), floor: true });
  return {
    camera: { position: [0, -8, 6], yawDeg: 0, pitchDeg: 20, fieldOfViewDeg: 60 },
    light: sunny(90, 45),
    floor: floor.build(),
    props: new MeshBuilder().build(),
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 20, acrossM: 60 },
    actors,
    look: { ...dayLook, grain: 0, barrel: 0 },
    drift: { leaves: 0, water: 0 },
    ...more,
  };
}

const mover: Actor = (seconds) => [
  { mesh: cube('#d02020'), pose: { x: seconds, y: 8, heading: 0 }, footprint: [2, 2] },
];
const pixel = (picture: Uint8Array, x: number, y: number) => [
  ...picture.subarray((y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3),
];
const paint = (of: Stage) => new Film(of, WIDTH, HEIGHT, 2);

describe('Film', () => {
  it('paints a moving thing where it is, with its shadow away from the sun', () => {
    const empty = paint(stage([])).paint(0).slice();
    const picture = paint(stage([mover])).paint(0);
    const [red, green] = pixel(picture, WIDTH / 2, 42) as [number, number, number];
    expect(red).toBeGreaterThan(green * 1.8);
    const brightness = (of: Uint8Array, x: number) => pixel(of, x, 47)[1] as number;
    expect(brightness(picture, 60)).toBeLessThan(brightness(empty, 60) * 0.8);
    expect(brightness(picture, 108)).toBe(brightness(empty, 108));
  });

  it('leaves no trace of where a thing was: a moment looks the same whatever was painted before', () => {
    const film = paint(stage([mover]));
    const first = film.paint(1).slice();
    film.paint(-4);
    film.paint(5);
    expect(film.paint(1)).toEqual(first);
  });

  it('hides a moving thing behind what stands nearer', () => {
    const wall = new MeshBuilder();
    box(wall, [0, 4, 0], [30, 0.5, 9], matte('#2040c0'));
    const behind = stage([mover], { props: wall.build() });
    const alone = stage([], { props: wall.build() });
    expect(pixel(paint(behind).paint(0), WIDTH / 2, 42)).toEqual(pixel(paint(alone).paint(0), WIDTH / 2, 42));
  });

  it('is the same picture every time it is drawn', () => {
    expect(paint(stage([mover])).paint(2)).toEqual(paint(stage([mover])).paint(2));
  });

  it('lights the road before a vehicle at night', () => {
    const dark = { light: night, look: { ...nightLook, grain: 0 } };
    const lit: Actor = () => [
      {
        mesh: cube('#303030'),
        pose: { x: 0, y: 4, heading: Math.PI / 2 },
        footprint: [2, 2],
        beams: [{ offsetM: 1, towards: 1, reachM: 9, colour: [1.5, 1.4, 1.1] }],
      },
    ];
    const before = paint(stage([], dark)).paint(0).slice();
    const after = paint(stage([lit], dark)).paint(0);
    expect(pixel(after, WIDTH / 2, 30)[1]).toBeGreaterThan((pixel(before, WIDTH / 2, 30)[1] as number) + 15);
  });
});
