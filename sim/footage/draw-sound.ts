import { SOUND_RATE_HZ } from './sound.ts';

const LOOP_SECONDS = 8;
const FULL_SCALE = 32_767;

/** A small generator (xorshift), so that the same sources give the same sound. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

/** Noise with everything above some hundred hertz taken out; run twice over the loop so that its end meets its start. */
function rumble(samples: number, softness: number, seed: number): Float64Array {
  const source = Float64Array.from({ length: samples }, noise(seed));
  const heard = new Float64Array(samples);
  let [first, second] = [0, 0];
  for (let at = 0; at < 2 * samples; at++) {
    first += (source[at % samples] ?? 0) * softness - first * softness;
    second += (first - second) * softness;
    heard[at % samples] = second;
  }
  return heard;
}

/**
 * What a microphone on a mast hears: wind, a road far away that swells and fades, a cricket, and the hum of the lamp.
 * Everything has the period of the loop.
 * @returns samples of 16 bits, one channel, that lead into each other
 */
export function drawSound(): Int16Array {
  const samples = LOOP_SECONDS * SOUND_RATE_HZ;
  const wind = rumble(samples, 0.06, 88_675_123);
  const road = rumble(samples, 0.18, 521_288_629);
  return Int16Array.from({ length: samples }, (_, at) => {
    const seconds = at / SOUND_RATE_HZ;
    const turn = (times: number): number => Math.sin((2 * Math.PI * times * seconds) / LOOP_SECONDS);
    const gust = 0.6 + 0.25 * turn(1) + 0.15 * turn(3);
    const passing = 0.5 + 0.5 * turn(2);
    const hum = 0.004 * Math.sin(2 * Math.PI * 100 * seconds);
    const chirp = seconds % 2 < 0.6 ? Math.max(0, Math.sin(2 * Math.PI * 16 * seconds)) : 0;
    const cricket = 0.015 * chirp * Math.sin(2 * Math.PI * 4_200 * seconds);
    const level = 1.6 * gust * (wind[at] ?? 0) + 0.9 * passing * (road[at] ?? 0) + hum + cricket;
    return Math.round(Math.max(-1, Math.min(1, level)) * FULL_SCALE);
  });
}
