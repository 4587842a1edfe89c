import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAudioFragment } from '#test/hls-checker/boxes';
import { type AacFormat, silentAacFrame } from '../codec/index.ts';
import { AudioTrack } from './audio-track.ts';

const mono16: AacFormat = {
  objectType: 2,
  sampleRateHz: 16_000,
  channels: 1,
  config: Uint8Array.of(0x14, 0x08),
  codecString: 'mp4a.40.2',
};
const FRAME = 5_760;
const PART = 18_000;
const silence = Buffer.from(silentAacFrame(1)).toString('hex');

/** A track, and what its fragments hold: when each frame is heard, and what it is. */
function start(format = mono16) {
  const track = new AudioTrack(format);
  const heard: [atTicks: number, data: string][] = [];
  let endTicks: number | null = null;
  const close = (end: number, settled = false): void => {
    const fragment = track.close(1, end, settled);
    if (fragment === null) return;
    const { decodeTicks, samples } = readAudioFragment(fragment);
    expect(decodeTicks).toBe(endTicks ?? decodeTicks);
    endTicks = decodeTicks;
    for (const { data, durationTicks } of samples) {
      heard.push([endTicks, Buffer.from(data).toString('hex')]);
      endTicks += durationTicks;
    }
  };
  const at = (data: string) => heard.find(([, hex]) => hex === data)?.[0] ?? null;
  return { track, close, heard, at, end: () => endTicks };
}

const frame = (number: number) => Uint8Array.of(0xaa, number >> 8, number & 255);
const nameOf = (number: number) => Buffer.from(frame(number)).toString('hex');

describe('sound beside pictures', () => {
  it('Q29 goes out with the part it was heard in, frame after frame', () => {
    const { track, close, heard } = start();
    track.begin(0);
    for (let i = 0; i < 3; i++) track.push(frame(i), i * FRAME);
    close(PART);
    for (let i = 3; i < 6; i++) track.push(frame(i), i * FRAME);
    close(2 * PART);
    expect(heard).toEqual(Array.from({ length: 6 }, (_, i) => [i * FRAME, nameOf(i)]));
  });

  it('Q29 adds up exactly where frames are no whole number of ticks', () => {
    const { track, close, end } = start({ ...mono16, sampleRateHz: 44_100 });
    track.begin(0);
    for (let i = 0; i < 441; i++) track.push(frame(i), Math.round((i * 1_024 * 90_000) / 44_100));
    close(1_024 * 900 - 1);
    expect(end()).toBe((441 * 1_024 * 90_000) / 44_100);
  });

  it('Q29 that never comes is silence, so that no player stalls', () => {
    const { track, close, heard, end } = start();
    track.begin(9_000);
    for (let part = 1; part <= 50; part++) {
      close(9_000 + part * PART);
      expect(end() ?? 9_000).toBeGreaterThanOrEqual(9_000 + part * PART - 36_000);
    }
    expect(heard.every(([, data]) => data === silence)).toBe(true);
  });

  it('Q29 that stops, and comes back, has silence in between and its place again', () => {
    const { track, close, at, end } = start();
    track.begin(0);
    track.push(frame(0), 0);
    for (let part = 1; part <= 20; part++) close(part * PART);
    // Not waited for any more, so that the silence does not lag.
    expect(end()).toBeGreaterThanOrEqual(20 * PART);
    const lateness = 9_000;
    let part = 20;
    for (let i = 62; i < 200; i++) {
      for (; (part + 1) * PART <= i * FRAME + lateness; part++) close((part + 1) * PART);
      track.push(frame(i), i * FRAME);
    }
    for (const i of [80, 120, 190])
      expect(Math.abs((at(nameOf(i)) ?? 0) - i * FRAME)).toBeLessThanOrEqual(FRAME);
  });

  it('Q29 that is lost leaves as much silence, and what follows keeps its place', () => {
    const { track, close, heard } = start();
    track.begin(0);
    for (const i of [0, 1, 4, 5]) track.push(frame(i), i * FRAME);
    close(2 * PART);
    expect(heard.map(([, data]) => data)).toEqual([
      ...[nameOf(0), nameOf(1), silence, silence, nameOf(4), nameOf(5)],
    ]);
  });
});

describe('sound beside pictures, out of step', () => {
  it('Q29 that lags by less than players notice is waited for', () => {
    const { track, close, heard } = start();
    track.begin(0);
    close(PART, true);
    for (let i = 4; i < 200; i++) {
      track.push(frame(i), i * FRAME);
      if (i % 3 === 0) close(i * FRAME + 27_000);
    }
    expect(heard.filter(([, data]) => data === silence)).toHaveLength(4);
  });

  it('Q29 whose time stamps lag for good goes on later than they say, not in pieces', () => {
    const { track, close, heard } = start();
    track.begin(0);
    const late = 54_000;
    for (let i = 0; i < 400; i++) {
      track.push(frame(i), i * FRAME);
      close(i * FRAME + late);
    }
    const last = heard.slice(-100).filter(([, data]) => data === silence);
    expect(last.length).toBeLessThan(3);
  });

  it('Q29 before the first picture, and behind a settled end, is dropped', () => {
    const { track, close, heard } = start();
    track.push(frame(9), 0);
    expect(track.close(1, PART, true)).toBeNull();
    track.begin(0);
    close(PART, true);
    track.push(frame(8), FRAME);
    close(PART, true);
    expect(heard.map(([, data]) => data)).toEqual(Array.from({ length: 4 }, () => silence));
  });

  it('Q29 whatever comes when, the track has no hole, never ends long before the pictures, and is bounded', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('sound' as const), at: fc.integer({ min: -1e9, max: 1e12 }) }),
      fc.record({ kind: fc.constant('near' as const), at: fc.integer({ min: -90_000, max: 180_000 }) }),
      fc.record({ kind: fc.constant('part' as const), at: fc.integer({ min: 1, max: 400_000 }) }),
      fc.record({ kind: fc.constant('begin' as const), at: fc.integer({ min: 0, max: 90_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const { track, close, end, heard } = start();
        track.begin(0);
        let now = 0;
        for (const { kind, at } of events) {
          if (kind === 'sound') track.push(frame(1), at);
          else if (kind === 'near') track.push(frame(2), now + at);
          else if (kind === 'begin') close(now, true);
          else {
            now += at;
            close(now);
            expect(end() ?? 0).toBeGreaterThanOrEqual(now - 36_000);
          }
        }
        expect(heard.length).toBeLessThanOrEqual(60 * 512);
      }),
    );
  });
});
