import { describe, expect, it } from 'vitest';
import { type CameraId, ManualClock } from '#core/kit';
import { KeyFrameRequests } from './key-frame-requests.ts';
import { KeyFrameWatch } from './key-frame-watch.ts';

const camera = (number: number): CameraId => `cam_${number}` as CameraId;

describe('asking for key frames', () => {
  const start = () => {
    let asked = 0;
    const watch = new KeyFrameWatch(() => {
      asked++;
    });
    return { watch, asked: () => asked };
  };

  it('Q30 begins two seconds after media flow without a picture, at the start and behind a loss', () => {
    const { watch, asked } = start();
    watch.opened(10_000);
    watch.media(11_999);
    expect(asked()).toBe(0);
    watch.media(12_000);
    expect(asked()).toBe(1);
    watch.picture(true, 12_500);
    watch.media(14_499);
    expect(asked()).toBe(1);
    watch.media(14_500);
    expect(asked()).toBe(2);
  });

  it('Q30 is not done for a camera without media, nor while pictures come', () => {
    const { watch, asked } = start();
    watch.opened(0);
    for (let ms = 0; ms < 60_000; ms += 40) {
      watch.picture(false, ms);
      watch.media(ms);
    }
    expect(asked()).toBe(0);
  });

  it('Q30 is done for whoever comes long after the last key frame', () => {
    const { watch, asked } = start();
    watch.opened(0);
    watch.picture(true, 1_000);
    watch.picture(false, 4_900);
    watch.joined(4_999);
    expect(asked()).toBe(0);
    watch.joined(5_000);
    watch.joined(5_001);
    expect(asked()).toBe(1);
  });

  it('Q30 bothers a camera every ten seconds at most, and its neighbours not less for it', () => {
    const clock = new ManualClock();
    const heard: string[] = [];
    const requests = new KeyFrameRequests((id, profile) => heard.push(`${id} ${profile}`), clock);
    expect(requests.ask(camera(1), 'main')).toBe(true);
    expect(requests.ask(camera(1), 'sub')).toBe(false);
    expect(requests.ask(camera(2), 'sub')).toBe(true);
    clock.advance(9_999);
    expect(requests.ask(camera(1), 'sub')).toBe(false);
    clock.advance(1);
    expect(requests.ask(camera(1), 'sub')).toBe(true);
    expect(heard).toEqual(['cam_1 main', 'cam_2 sub', 'cam_1 sub']);
  });
});
