import { driver, stander, walkers } from '../motion/actors.ts';
import { cruise } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { building } from '../props/buildings.ts';
import { floor } from '../props/floor.ts';
import { poleLine } from '../props/furniture.ts';
import { cargoTricycle, scooter } from '../props/garage.ts';
import { matte } from '../props/materials.ts';
import { line, paving, rectangle, wear } from '../props/road-marks.ts';
import { parasol, stall } from '../props/stalls.ts';
import { hang } from '../props/text.ts';
import { tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, pick, seededRandom } from '../render/random.ts';
import { bar } from '../render/shapes.ts';
import type { Scene } from '../scene.ts';
import { dayLook, overcast } from './daylight.ts';
import { film } from './film.ts';

function ground(): Mesh {
  return floor({
    x: [-40, 40],
    y: [-14, 100],
    pixelsPerM: 20,
    paint: (plan) => {
      const random = seededRandom(8);
      rectangle(plan, '#6f6a63', [-40, 40], [-14, 100]);
      paving(plan, [-9, 9], [-14, 70], ['#7a746c', '#726c65', '#807a71', '#6b655f'], random, 0.9);
      wear(plan, [-9, 9], [-14, 70], random, 2.5);
      for (let scrap = 0; scrap < 260; scrap += 1) {
        plan.fillStyle = pick(random, [
          'rgba(96,122,56,0.7)',
          'rgba(205,200,188,0.6)',
          'rgba(140,96,60,0.5)',
        ]);
        const side = random() < 0.5 ? -1 : 1;
        plan.fillRect(side * between(random, 2.6, 4.6), between(random, -8, 60), 0.12, 0.1);
      }
      for (const x of [-9, 9])
        line(
          plan,
          [
            [x, -14],
            [x, 100],
          ],
          { stroke: '#97938b', widthM: 0.3 },
        );
    },
  });
}

function props(): Mesh {
  const builder = new MeshBuilder();
  const random = seededRandom(21);
  for (const side of [-1, 1]) {
    for (let row = 0; row < 15; row += 1) {
      const y = 3 + row * 3.7;
      if (row === 7) continue;
      if (row % 5 === 3)
        builder.place(parasol(pick(random, ['#b03a35', '#2f6fa0', '#d0a03a', '#4c8a5c'])), {
          x: side * 5,
          y,
          heading: 0,
        });
      else builder.place(stall(random, 3.3), { x: side * 5.4, y, heading: (side * -Math.PI) / 2 });
    }
    for (const [index, y] of [14, 40, 67].entries()) {
      const block = building({
        widthM: 25,
        depthM: 11,
        floors: 3 + ((index + (side > 0 ? 1 : 0)) % 2),
        seed: 50 + index * 4 + side,
        wall: pick(random, ['#b0a593', '#9f9a90', '#a98f7c']),
        shops: true,
      });
      builder.place(block, { x: side * 16, y, heading: side > 0 ? -Math.PI / 2 : Math.PI / 2 });
    }
    for (const y of [18, 33, 60])
      builder.place(tree({ seed: 90 + y + side, heightM: 8, crownM: 5, clearM: 3.2, leaves: '#4f6c30' }), {
        x: side * 8.6,
        y,
        heading: y,
      });
  }
  builder.place(building({ widthM: 36, depthM: 12, floors: 5, seed: 77, wall: '#a8a49c', kind: 'office' }), {
    x: 4,
    y: 98,
    heading: 0,
  });
  for (const [y, text] of [
    [26, '文明赶集 诚信经营'],
    [50, '食品安全 人人有责'],
  ] as const) {
    const rope = matte('#333333');
    bar(builder, [-10, y, 5.9], [10, y, 5.9], 0.02, rope, 3);
    hang(builder, [-5, y - 0.02, 5], 0, {
      text,
      ink: '#fff3d6',
      ground: '#b3201c',
      widthM: 10,
      heightM: 0.9,
    });
  }
  poleLine(builder, points('-9.4,8 -9.4,38 -9.4,70'), 8.5);
  return builder.build();
}

function crowd(): Actor[] {
  const random = seededRandom(33);
  const way = route(points('0.2,-14 -0.2,30 0.3,92'));
  const back = route(points('-0.8,92 -1.2,30 -0.8,-14'));
  const traffic = [
    driver(cargoTricycle(random), way, cruise(way.lengthM, 2, 6, 20)),
    driver(scooter(random), back, cruise(back.lengthM, 2.6, 12, 60)),
  ];
  const actors: Actor[] = [...traffic];
  for (const x of [-2.9, -2.3, 1.6, 2.5])
    actors.push(
      ...walkers(
        random,
        [
          [x, -11],
          [x * 0.95, 20],
          [x, 44],
          [x * 0.9, 88],
        ],
        6,
        { spreadM: 0.4, clearOf: traffic },
      ),
    );
  for (let index = 0; index < 20; index += 1) {
    const side = index % 2 === 0 ? -1 : 1;
    actors.push(
      stander(
        random,
        side * between(random, 3.1, 3.8),
        2 + index * 2.7 + between(random, -0.8, 0.8),
        side > 0 ? between(random, -0.6, 0.6) : Math.PI + between(random, -0.6, 0.6),
      ),
    );
    if (index % 2 === 0)
      actors.push(stander(random, side * 6.6, 3 + index * 3, side > 0 ? Math.PI : 0, { hat: '#c8b68a' }));
  }
  return actors;
}

export const market: Scene = {
  name: 'market',
  tags: ['market', 'square', 'day'],
  title: { zh: '农贸市场', en: 'Farmers’ market' },
  open: film(() => ({
    camera: { position: [0.8, -8, 6.6], yawDeg: -2, pitchDeg: 15, fieldOfViewDeg: 66 },
    light: overcast,
    floor: ground(),
    props: props(),
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 50, acrossM: 100 },
    actors: crowd(),
    look: { ...dayLook, exposure: 0.82, saturation: 1.05 },
    drift: { leaves: 1, water: 0 },
  })),
};
