import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseChannels } from './choose-channels.ts';
import type { MediaProfile } from './read-profiles.ts';

function profile(token: string, codec: string, width: number, source = 's'): MediaProfile {
  const height = (width * 9) / 16;
  return {
    ...{ token, name: token, source, sourceName: source },
    ...{ codec, width, height, frameRate: 25, ptz: false },
  };
}

const chosen = (...profiles: readonly MediaProfile[]) =>
  chooseChannels(profiles).map(({ main, sub }) => [main.token, sub?.token ?? null]);

describe('the streams of a channel', () => {
  it('are the largest H.264 and the largest that fits a tile', () => {
    const [hd, vga, tiny] = [
      profile('hd', 'H264', 1920),
      profile('vga', 'H264', 640),
      profile('t', 'H264', 320),
    ];
    expect(chosen(tiny, vga, hd)).toEqual([['hd', 'vga']]);
  });

  it('are the smallest other where none fits a tile, and one where there is no other', () => {
    const [a, b, c] = [profile('a', 'H264', 3840), profile('b', 'H264', 1920), profile('c', 'H264', 1280)];
    expect(chosen(a, b, c)).toEqual([['a', 'c']]);
    expect(chosen(a)).toEqual([['a', null]]);
  });

  it('are H.265 only where there is no H.264, and never anything else', () => {
    const [h265, h264, jpeg] = [
      profile('5', 'H265', 3840),
      profile('4', 'H264', 640),
      profile('j', 'JPEG', 640),
    ];
    expect(chosen(h265, h264, jpeg)).toEqual([['4', null]]);
    expect(chosen(h265, jpeg)).toEqual([['5', null]]);
    expect(chosen(jpeg)).toEqual([]);
  });

  it('keep the order of their sources, at most 128', () => {
    const many = Array.from({ length: 200 }, (_, index) => profile(`${index}`, 'H264', 640, `s${index}`));
    expect(chooseChannels(many).map(({ main }) => main.token)).toEqual(
      many.slice(0, 128).map(({ token }) => token),
    );
  });

  it('come from one source each, sub never larger than main', () => {
    const anyProfile = fc
      .record({
        codec: fc.constantFrom('H264', 'H265', 'JPEG'),
        width: fc.integer({ min: 160, max: 4000 }),
        source: fc.constantFrom('a', 'b', 'c'),
      })
      .map(({ codec, width, source }) => profile('t', codec, width, source));
    fc.assert(
      fc.property(fc.array(anyProfile, { maxLength: 12 }), (profiles) => {
        const channels = chooseChannels(profiles);
        expect(new Set(channels.map(({ main }) => main.source)).size).toBe(channels.length);
        for (const { main, sub } of channels) {
          expect(main.codec).not.toBe('JPEG');
          if (sub === null) continue;
          expect(sub).not.toBe(main);
          expect([sub.source, sub.codec]).toEqual([main.source, main.codec]);
          expect(sub.width).toBeLessThanOrEqual(main.width);
        }
      }),
    );
  });
});
