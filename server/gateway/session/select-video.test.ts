import { describe, expect, it } from 'vitest';
import type { MediaDescription } from '../rtsp/index.ts';
import { selectVideo } from './select-video.ts';

const media = (
  payloadType: number,
  encoding: string | null,
  parameters: Readonly<Record<string, string>> = {},
  kind = 'video',
): MediaDescription => ({
  kind,
  payloadTypes: [payloadType],
  control: null,
  rtpMaps: new Map(encoding === null ? [] : [[payloadType, { encoding, clockRate: 90_000 }]]),
  formats: new Map([[payloadType, new Map(Object.entries(parameters))]]),
});

const h264Sets = { 'sprop-parameter-sets': 'Z0I=,aM4=' };
const h265Sets = { 'sprop-vps': 'QAE=', 'sprop-sps': 'QgE=', 'sprop-pps': 'RAE=' };
const h264 = media(96, 'H264', h264Sets);
const h265 = media(97, 'H265', h265Sets);
const selected = (...all: readonly MediaDescription[]) => selectVideo({ control: null, media: all });

describe('choice of the video', () => {
  it('takes H.264 where there is a choice, whichever comes first', () => {
    const expected = { codec: 'h264', payloadType: 96, parameterSets: 'Z0I=,aM4=' };
    expect(selected(h264, h265)).toMatchObject(expected);
    expect(selected(h265, h264)).toMatchObject(expected);
  });

  it('Q24 takes H.265 alone, with the three kinds of parameter sets', () => {
    const expected = { codec: 'h265', payloadType: 97, parameterSets: 'QAE=,QgE=,RAE=' };
    expect(selected(h265)).toMatchObject(expected);
  });

  it('Q28 takes H.265 without parameter sets', () => {
    expect(selected(media(97, 'H265'))).toMatchObject({ codec: 'h265', parameterSets: null });
  });

  it('Q17 tells the codec by its parameters where the map is missing', () => {
    expect(selected(media(96, null, h264Sets))?.codec).toBe('h264');
    expect(selected(media(97, null, h265Sets))?.codec).toBe('h265');
  });

  it('passes over other codecs and media', () => {
    expect(selected(media(26, null), media(98, 'H264', h264Sets, 'audio'))).toBeNull();
  });
});
