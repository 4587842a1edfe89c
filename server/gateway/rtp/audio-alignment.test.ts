import { describe, expect, it } from 'vitest';
import { AudioAlignment } from './audio-alignment.ts';

/** A track whose camera clock shows `startMs` at 0 ticks; null: it does not tell. */
function track(rate: number) {
  const state = { ticks: null as number | null, startMs: null as number | null };
  const { startMs } = state;
  return {
    state: Object.assign(state, { startMs }),
    get latestTicks() {
      return state.ticks;
    },
    senderTimeMs: (ticks: number) => (state.startMs === null ? null : state.startMs + (ticks * 1_000) / rate),
  };
}

function start() {
  const video = track(90_000);
  const audio = track(16_000);
  const alignment = new AudioAlignment({ video, audio, videoClockRate: 90_000, audioClockRate: 16_000 });
  return { video: video.state, audio: audio.state, place: (ticks: number) => alignment.place(ticks) };
}

describe('sound on the timeline of the pictures', () => {
  it('Q29 has no place before the first picture', () => {
    expect(start().place(16_000)).toBeNull();
  });

  it('Q29 belongs to the picture it arrives with where the camera does not tell', () => {
    const { video, place } = start();
    video.ticks = 900_000;
    expect(place(160)).toBe(900_000);
    video.ticks = 990_000;
    expect(place(160 + 16_000)).toBe(990_000);
  });

  it('Q29 is not moved by packets that come in a burst', () => {
    const { video, place } = start();
    video.ticks = 900_000;
    place(0);
    video.ticks = 900_000 + 36_000;
    expect(place(1_024)).toBe(900_000 + 5_760);
    video.ticks = 900_000 + 90_000;
    expect(place(1_024)).toBe(900_000 + 90_000);
  });

  it('Q29 goes by sender reports, whatever year the camera believes in', () => {
    const { video, audio, place } = start();
    video.ticks = 900_000;
    video.startMs = 1_000;
    audio.startMs = 1_000 + 9_700;
    // Sound of 0.1 s on its own timeline was heard at 9.8 s of the pictures'.
    expect(place(1_600)).toBeCloseTo(9.8 * 90_000);
  });

  it('Q29 does not believe reports that put it seconds away from what it came with', () => {
    const { video, audio, place } = start();
    video.ticks = 900_000;
    video.startMs = 1_000;
    audio.startMs = 1_000 + 7_900;
    expect(place(0)).toBe(900_000);
  });

  it('Q29 follows clocks that drift in steps of 40 ms', () => {
    const { video, audio, place } = start();
    video.ticks = 0;
    video.startMs = 0;
    audio.startMs = 0;
    expect(place(0)).toBe(0);
    audio.startMs = 39;
    expect(place(0)).toBe(0);
    audio.startMs = 41;
    expect(place(0)).toBeCloseTo(41 * 90);
  });
});
