import type { Scene } from '../scene.ts';
import { busStation } from './bus-station.ts';
import { checkpoint } from './checkpoint.ts';
import { duskRoad } from './dusk-road.ts';
import { estateGate } from './estate-gate.ts';
import { fogRoad } from './fog-road.ts';
import { junctionDay } from './junction-day.ts';
import { junctionNight } from './junction-night.ts';
import { market } from './market.ts';
import { nightStreet } from './night-street.ts';
import { rain } from './rain.ts';
import { riverBridge } from './river-bridge.ts';
import { schoolGate } from './school-gate.ts';
import { villageLane } from './village-lane.ts';

/** Every scene, in the order in which they are drawn. */
export const scenes: readonly Scene[] = [
  junctionDay,
  junctionNight,
  villageLane,
  market,
  riverBridge,
  schoolGate,
  checkpoint,
  busStation,
  nightStreet,
  rain,
  fogRoad,
  duskRoad,
  estateGate,
];
