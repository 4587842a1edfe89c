import { driver, stander, walkers } from '../motion/actors.ts';
import { cruise } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { house } from '../props/buildings.ts';
import { floor, together } from '../props/floor.ts';
import { poleLine } from '../props/furniture.ts';
import { cargoTricycle, privateCar, scooter } from '../props/garage.ts';
import { hills, plain } from '../props/landscape.ts';
import { matte, whitewash } from '../props/materials.ts';
import { area, line, rectangle, wear } from '../props/road-marks.ts';
import { hang } from '../props/text.ts';
import { hedge, tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, seededRandom } from '../render/random.ts';
import { box } from '../render/shapes.ts';
import type { Scene } from '../scene.ts';
import { dayLook, sunny } from './daylight.ts';
import { film } from './film.ts';

function ground(): Mesh {
  return floor({
    x: [-70, 70],
    y: [-14, 130],
    pixelsPerM: 18,
    material: { grain: 0.7 },
    paint: (plan) => {
      const random = seededRandom(6);
      rectangle(plan, '#7d6d50', [-70, 70], [-14, 130]);
      for (let tuft = 0; tuft < 1600; tuft += 1) {
        plan.fillStyle = random() < 0.6 ? 'rgba(84,98,46,0.35)' : 'rgba(60,52,38,0.2)';
        plan.beginPath();
        plan.ellipse(
          between(random, -70, 70),
          between(random, -14, 130),
          between(random, 0.2, 2.4),
          between(random, 0.2, 1.6),
          0,
          0,
          6.28,
        );
        plan.fill();
      }
      area(plan, '#8f897c', points('-2.6,-14 2.6,-14 2.6,50 5,74 9,130 4,130 0,74 -2.6,50'));
      for (let y = -14; y < 60; y += 4.5)
        line(
          plan,
          [
            [-2.6, y],
            [2.6, y],
          ],
          { stroke: 'rgba(50,46,40,0.5)', widthM: 0.05 },
        );
      wear(plan, [-2.6, 2.6], [-14, 60], random, 3);
      rectangle(plan, '#8a8273', [2.6, 7], [20, 27]);
    },
  });
}

/** A courtyard wall along the lane with a tiled coping and, at `gateY`, a red gate with its couplets. */
function courtyard(builder: MeshBuilder, side: -1 | 1, from: number, to: number, gateY: number): void {
  const x = side * 4.6;
  for (const [y0, y1] of [
    [from, gateY - 1.6],
    [gateY + 1.6, to],
  ] as const) {
    const [middle, length] = [(y0 + y1) / 2, y1 - y0];
    box(builder, [x, middle, 0], [0.24, length, 2.1], whitewash);
    box(builder, [x, middle, 0], [0.28, length, 0.6], matte('#7b7872', 0.6));
    box(builder, [x, middle, 2.1], [0.5, length, 0.14], matte('#5a5652', 0.5));
  }
  for (const end of [-1, 1]) box(builder, [x, gateY + end * 1.8, 0], [0.55, 0.5, 2.8], matte('#9c5a44', 0.4));
  box(builder, [x, gateY, 0], [0.1, 3.2, 2.4], matte('#8e241d', 0.3));
  box(builder, [x, gateY, 2.8], [1.1, 4.6, 0.22], matte('#5a5652', 0.5));
  const face = x - side * 0.3;
  const turn = side < 0 ? Math.PI / 2 : -Math.PI / 2;
  for (const end of [-1, 1]) {
    const y = gateY + end * 1.8 - (side < 0 ? 0.16 : -0.16);
    hang(builder, [face, y, 0.9], turn, {
      text: '福',
      ink: '#e8c24a',
      ground: '#b3201c',
      widthM: 0.32,
      heightM: 1.7,
    });
  }
  hang(builder, [face + side * 0.05, gateY - (side < 0 ? 1.3 : -1.3), 2.42], turn, {
    text: '家和万事兴',
    ink: '#f0cf6a',
    ground: '#a31d19',
    widthM: 2.6,
    heightM: 0.42,
  });
}

function props(): Mesh {
  const builder = new MeshBuilder();
  const walls = ['#b9b1a2', '#c3b8a4', '#a89a88', '#bfb9ae'];
  for (const side of [-1, 1] as const) {
    for (const [index, y] of [8, 27, 46, 66, 88].entries()) {
      const far = 10.5 + (index % 2) * 1.5 + (side > 0 && index > 2 ? 6 : 0);
      const size = { widthM: 12, depthM: 8, floors: index === 1 || (side > 0 && index === 2) ? 2 : 1 };
      const roof = index % 2 === 0 ? '#8a4b38' : '#6b6a69';
      builder.place(
        house({ ...size, seed: 30 + index * 3 + side, wall: walls[(index + 2 + side) % 4] as string, roof }),
        { x: side * far, y, heading: (side * -Math.PI) / 2 },
      );
      const birth = tree({
        seed: 70 + index + side * 9,
        heightM: 8 + (index % 3) * 3,
        crownM: 5,
        clearM: 2.6,
        leaves: index % 2 === 0 ? '#5d7a30' : '#6b7f33',
      });
      builder.place(birth, { x: side * (6.8 + (index % 2) * 2), y: y + 8.5, heading: index });
    }
    courtyard(builder, side, -2, 17, side < 0 ? 10 : 5);
    courtyard(builder, side, 28, 50, side < 0 ? 36 : 42);
  }
  poleLine(builder, points('-3.5,1 -2.6,31 -1.7,61 -0.8,95'), 8);
  for (let index = 0; index < 12; index += 1) {
    const poplar = tree({
      seed: 200 + index,
      heightM: 17 + (index % 4) * 2,
      crownM: 5,
      clearM: 3,
      leaves: '#5a7534',
      column: 0.9,
    });
    builder.place(poplar, { x: -44 + index * 8, y: 116 + (index % 3) * 6, heading: index });
  }
  builder.place(
    hedge({ seed: 3, from: [3.1, 28, 0], to: [3.1, 49, 0], widthM: 0.8, heightM: 0.7, leaves: '#6d8638' }),
  );
  for (const [x, y] of points('3.6,15 -3.4,24 3.5,12.6'))
    box(builder, [x, y, 0], [0.7, 1.1, 0.6], matte('#6f5a3c', 0.8));
  builder.place(privateCar(seededRandom(4), false, { kind: 'van', paint: '#c9cbcb' }).rolling, {
    x: 4.9,
    y: 23.5,
    heading: Math.PI / 2,
  });
  builder.place(hills({ from: [-420, 420, 0], to: [460, 420, 0], heightM: 120, seed: 4, tone: '#51603f' }));
  return builder.build();
}

function life(): Actor[] {
  const random = seededRandom(17);
  const up = route(points('1.2,-16 1.2,48 3.8,74 7.8,128'));
  const down = route(points('5,128 1.2,74 -1,50 -1,-16'));
  const traffic = [
    driver(cargoTricycle(random), up, cruise(up.lengthM, 4.2, 3, 10)),
    driver(scooter(random), down, cruise(down.lengthM, 5.5, 9, 100)),
    driver(scooter(random, false, { passenger: '#a8423f' }), up, cruise(up.lengthM, 6, 15.5, 20)),
    driver(privateCar(random, false, { kind: 'sedan' }), down, cruise(down.lengthM, 6.5, 1, 120)),
  ];
  return [
    ...traffic,
    ...walkers(random, points('-2.6,-12 -2.6,52 -0.9,76 2.8,120'), 4, { spreadM: 0.4, clearOf: traffic }),
    ...walkers(random, points('2.3,-12 2.4,44 5.4,74'), 3, {
      spreadM: 0.3,
      clearOf: traffic,
      look: () => ({ hat: '#c9b27a' }),
    }),
    stander(random, -3, 11.5, 0.4),
    stander(random, -3.7, 10.2, 1.8, { hat: '#b9a05f' }),
    stander(random, 3.2, 30, 3.4),
  ];
}

export const villageLane: Scene = {
  name: 'village-lane',
  tags: ['village', 'day'],
  title: { zh: '村巷', en: 'Village lane' },
  open: film(() => ({
    camera: { position: [1.6, -8.5, 5.6], yawDeg: -2, pitchDeg: 11, fieldOfViewDeg: 68 },
    light: sunny(118, 38),
    floor: together(ground(), plain('#6f6f45')),
    props: props(),
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 55, acrossM: 190 },
    actors: life(),
    look: { ...dayLook, tint: [1.03, 1, 0.95] },
    drift: { leaves: 1.8, water: 0 },
  })),
};
