import { driver, stander, walkers } from '../motion/actors.ts';
import { cruise, halting } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { building } from '../props/buildings.ts';
import { floor } from '../props/floor.ts';
import { kerb } from '../props/furniture.ts';
import { countyBus, parkedScooter, scooter, taxi } from '../props/garage.ts';
import { lampRow } from '../props/lamp-row.ts';
import { concrete, matte } from '../props/materials.ts';
import { line, paving, rectangle, tyreTracks, wear, YELLOW_MARK } from '../props/road-marks.ts';
import { parasol } from '../props/stalls.ts';
import { hang } from '../props/text.ts';
import { tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, pick, seededRandom } from '../render/random.ts';
import { bar, box } from '../render/shapes.ts';
import type { Scene } from '../scene.ts';
import { dayLook, sunny } from './daylight.ts';
import { film } from './film.ts';

const LIVERIES = [
  ['#e9ebea', '#2c8a57'],
  ['#e8e9ec', '#2a5fa8'],
  ['#eceae2', '#c4512a'],
  ['#e6d9a8', '#b03a2a'],
] as const;

function ground(): Mesh {
  return floor({
    x: [-60, 60],
    y: [-16, 80],
    pixelsPerM: 20,
    paint: (plan) => {
      const random = seededRandom(15);
      rectangle(plan, '#58595a', [-60, 60], [-16, 80]);
      rectangle(plan, '#6f6d69', [-60, 60], [-16, 32]);
      for (let x = -60; x < 60; x += 6)
        line(
          plan,
          [
            [x, -16],
            [x, 32],
          ],
          { stroke: 'rgba(40,40,40,0.4)', widthM: 0.05 },
        );
      for (let y = -16; y < 32; y += 6)
        line(
          plan,
          [
            [-60, y],
            [60, y],
          ],
          { stroke: 'rgba(40,40,40,0.4)', widthM: 0.05 },
        );
      paving(plan, [-60, 60], [32, 40], ['#948a80', '#9d9389', '#8b8178'], random, 0.8);
      paving(plan, [8, 20], [4, 13], ['#948a80', '#9d9389', '#8b8178'], random, 0.6);
      wear(plan, [-60, 60], [-16, 32], random, 1.6);
      for (let bay = -42; bay <= 2; bay += 4.4)
        line(
          plan,
          [
            [bay, 15],
            [bay + 3, 29],
          ],
          { widthM: 0.14 },
        );
      for (const track of [points('-60,8 -20,7 60,2'), points('-60,-4 60,-8')] as const)
        tyreTracks(plan, track);
      line(plan, points('24,-16 24,30'), { stroke: YELLOW_MARK });
    },
  });
}

function station(builder: MeshBuilder): void {
  builder.place(
    building({
      widthM: 46,
      depthM: 14,
      floors: 3,
      seed: 90,
      wall: '#a9b2b8',
      trim: '#d5d8d9',
      kind: 'office',
    }),
    { x: -4, y: 47, heading: 0 },
  );
  builder.place(building({ widthM: 9, depthM: 10, floors: 5, seed: 92, wall: '#c3c8ca', kind: 'plain' }), {
    x: 23.8,
    y: 46,
    heading: 0,
  });
  box(builder, [-4, 36.5, 4.3], [34, 7.5, 0.4], matte('#cfd3d5', 0.2));
  for (let x = -20; x <= 12; x += 6.4) bar(builder, [x, 33.6, 0], [x, 33.6, 4.3], 0.22, matte('#c9cccd'), 8);
  const ground_ = '#a9b2b8';
  hang(builder, [-15, 39.6, 9.6], 0, {
    text: '汽车客运站',
    ink: '#c3201b',
    ground: ground_,
    widthM: 22,
    heightM: 3,
  });
  hang(builder, [-9, 32.7, 4.35], 0, {
    text: '进站口',
    ink: '#f4f6f8',
    ground: '#2a5fa8',
    widthM: 5,
    heightM: 0.8,
  });
  hang(builder, [3, 32.7, 4.35], 0, {
    text: '售票厅',
    ink: '#f4f6f8',
    ground: '#2a5fa8',
    widthM: 5,
    heightM: 0.8,
  });
  box(builder, [-4, 40.1, 0.2], [30, 0.1, 3.6], { colour: [0.03, 0.035, 0.04], mirror: 0.12 });
}

function props(): Mesh {
  const builder = new MeshBuilder();
  const random = seededRandom(18);
  station(builder);
  kerb(builder, points('-60,32 60,32'));
  kerb(builder, points('8,4 20,4 20,13 8,13 8,4'));
  for (let bay = 0; bay < 9; bay += 1) {
    if (bay === 3 || bay === 6) continue;
    builder.place(countyBus(false, bay % 3 === 1 ? 8 : 10.5, pick(random, LIVERIES)).rolling, {
      x: -38.3 + bay * 4.4,
      y: 22.5,
      heading: Math.PI / 2 - 0.21,
    });
  }
  for (const [x, seed] of points('9.8,3 13.8,4 18,5'))
    builder.place(
      tree({
        seed: 900 + seed,
        heightM: 6.4,
        crownM: 4.4,
        clearM: 2.2,
        leaves: '#4e6c30',
        whitewashed: true,
      }),
      { x, y: 8.5, heading: x },
    );
  for (const [x, y, wall, floors] of [
    [-46, 60, '#b3a48e', 6],
    [46, 52, '#a9adaf', 7],
    [-20, 84, '#ac9682', 10],
    [14, 90, '#a6a9ad', 13],
  ] as const) {
    builder.place(building({ widthM: 26, depthM: 13, floors, seed: 910 + floors, wall, shops: y < 61 }), {
      x,
      y,
      heading: 0,
    });
  }
  const row = lampRow({
    at: points('7.6,14 -24,31.4 22,31.4'),
    heading: -Math.PI / 2,
    heightM: 9,
    armM: 2,
  });
  builder.place(row.mesh);
  for (const [x, hex] of [
    [26, '#b03a35'],
    [30, '#2f6fa0'],
  ] as const)
    builder.place(parasol(hex), { x, y: 33.5, heading: 0 });
  for (let bike = 0; bike < 12; bike += 1)
    builder.place(parkedScooter(random), {
      x: 22.6 + bike * 1,
      y: 30.3,
      heading: Math.PI / 2 + between(random, -0.15, 0.15),
    });
  for (const x of [-22, -14, 16]) box(builder, [x, 34.6, 0], [1.8, 0.5, 0.45], concrete);
  return builder.build();
}

function life(): Actor[] {
  const random = seededRandom(25);
  const luggage = () => ({
    carries: 'bag' as const,
    carried: pick(random, ['#2a3f6b', '#8a2d2d', '#3a3a3c', '#7a5a8a']),
  });
  const rank = route(points('64,-3 24,0 12,1.5 -20,0 -64,-2'));
  const arriving = route(points('-66,6 -30,7 -14,8.5 -9,14 -6.6,23 -6.6,26'));
  const leaving = route(points('-24.6,24 -26.4,16 -31,9 -44,6 -70,5'));
  const first = countyBus(false, 10.5, LIVERIES[1]);
  const second = countyBus(false, 9, LIVERIES[0]);
  const traffic = [
    driver(second, leaving, halting(leaving.lengthM, 6.5, { haltM: 7, haltS: 1, goS: 4.5 })),
    driver(first, route(points('-66,-5 66,-11')), cruise(132, 7, 13.5, 70)),
    driver(second, arriving, cruise(arriving.lengthM, 5.5, 17, 0)),
    ...[0, 1, 2].map((place) =>
      driver(
        taxi(random),
        rank,
        halting(rank.lengthM, 6, {
          haltM: 56 - place * 6.4,
          haltS: -4 + place * 2,
          goS: 3.2 + place * 1.4,
        }),
      ),
    ),
    driver(scooter(random), route(points('66,12 21,14 -66,11')), cruise(130, 6, 13.6, 60)),
    driver(
      countyBus(false, 8, LIVERIES[2]),
      route(points('66,-6 10,-3.5 -66,-1')),
      cruise(132, 6.5, 8.5, 66),
    ),
  ];
  const travellers = { look: luggage, clearOf: traffic };
  return [
    ...traffic,
    ...walkers(random, points('26,3 20,18 9,31 4,39'), 5, travellers),
    ...walkers(random, points('-34,36 -8,35 20,36 40,35'), 6, { spreadM: 1.4, ...travellers }),
    ...walkers(random, points('-20,-12 -6,8 0,30 -2,39'), 4, { spreadM: 1.4, ...travellers }),
    ...walkers(random, points('-34,-8 -6,8 14,22 26,33'), 5, { spreadM: 1.5, ...travellers }),
    ...walkers(random, points('-2,-14 -12,8 -15,30 -10,38'), 5, { spreadM: 1.5, ...travellers }),
    ...walkers(random, points('9,12 12,6 19.4,11'), 3, { spreadM: 0.6, clearOf: traffic }),
    ...Array.from({ length: 9 }, (_, index) =>
      stander(
        random,
        -20 + index * 4.6 + between(random, -1, 1),
        between(random, 33.2, 36),
        between(random, 0, 6),
        luggage(),
      ),
    ),
    stander(random, 10.4, 5, -1.6, luggage()),
    stander(random, 12, 5.4, -1.2, luggage()),
  ];
}

export const busStation: Scene = {
  name: 'bus-station',
  tags: ['station', 'square', 'day'],
  title: { zh: '汽车站站前', en: 'Bus station forecourt' },
  open: film(() => ({
    camera: { position: [6, -13, 10.5], yawDeg: -14, pitchDeg: 16, fieldOfViewDeg: 70 },
    light: sunny(-120, 46),
    floor: ground(),
    props: props(),
    mirrorLevelM: 0,
    sunlit: { x: -5, y: 30, acrossM: 150 },
    actors: life(),
    look: dayLook,
    drift: { leaves: 1.4, water: 0 },
  })),
};
