import { building } from '../props/buildings.ts';
import { lampRow } from '../props/lamp-row.ts';
import { plain } from '../props/landscape.ts';
import { tree } from '../props/trees.ts';
import type { Stage } from '../render/film.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { crossroadsFloor, crossroadsProps } from './crossroads.ts';
import { crossroadsTraffic } from './crossroads-traffic.ts';
import { dayLook, sunny } from './daylight.ts';

/** Second of the traffic's loop at which everybody waits for the lights, and nothing seems to hang in mid-air. */
export const PANORAMA_SECOND = 19.7;

/** What the dome on the mast of the day junction sees all around it. A stage looks one way; `yawDeg` is which. */
export function crossroadsPanorama(camera: Omit<Stage['camera'], 'position'>): Stage {
  return {
    camera: { position: [5, -10, 8.4], ...camera },
    light: sunny(-128, 40),
    floor: crossroadsFloor(),
    props: surroundings(),
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 40, acrossM: 230 },
    actors: crossroadsTraffic(12, false),
    // What a lens does to the edges of its picture would show as seams.
    look: { ...dayLook, vignette: 0, barrel: 0, grain: 0, bloom: 0 },
    drift: { leaves: 0, water: 0 },
  };
}

/** The junction, and the houses beside the mast and at the ends of the crossing road that a fixed camera never shows. */
function surroundings(): Mesh {
  const builder = new MeshBuilder();
  builder.place(plain('#77725f', -60));
  builder.place(crossroadsProps(false).mesh);
  const houses = [
    { x: -24, y: 5, heading: -Math.PI / 2, widthM: 34, floors: 4, seed: 31, wall: '#b7a994', shops: true },
    { x: 26, y: 4, heading: Math.PI / 2, widthM: 34, floors: 5, seed: 33, wall: '#a8a49c', shops: true },
    { x: -66, y: 53, heading: 0, widthM: 30, floors: 5, seed: 35, wall: '#aa9a86', shops: true },
    { x: 64, y: 53, heading: 0, widthM: 32, floors: 6, seed: 37, wall: '#b0aca4', shops: true },
    { x: -78, y: 14, heading: Math.PI, widthM: 40, floors: 3, seed: 39, wall: '#b09d83' },
    { x: 80, y: 13, heading: Math.PI, widthM: 40, floors: 4, seed: 41, wall: '#a39a92' },
    { x: -112, y: 34, heading: -Math.PI / 2, widthM: 46, floors: 9, seed: 43, wall: '#a7a8a6' },
    { x: 114, y: 34, heading: Math.PI / 2, widthM: 46, floors: 8, seed: 45, wall: '#b4a78f' },
  ];
  for (const { x, y, heading, ...house } of houses)
    builder.place(building({ depthM: 13, ...house }), { x, y, heading });
  for (const side of [-1, 1]) {
    for (const [index, x] of [20, 29, 38, 47, 56].entries()) {
      const seed = 60 + index * 2 + side;
      const beside = tree({
        seed,
        heightM: 6.4,
        crownM: 4.2,
        clearM: 2.2,
        leaves: '#4f6c30',
        whitewashed: true,
        sprays: 170,
      });
      builder.place(beside, { x: side * x, y: 21.4, heading: index });
      builder.place(beside, { x: side * x, y: 42.4, heading: index + 2 });
    }
  }
  const lamps = lampRow({
    at: [-46, -24, 24, 46].map((x) => [x, 23] as const),
    heading: Math.PI / 2,
    heightM: 8,
    armM: 2,
  });
  builder.place(lamps.mesh);
  return builder.build();
}
