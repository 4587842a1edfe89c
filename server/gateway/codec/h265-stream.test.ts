import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lend } from '#test/lend';
import type { AccessUnit } from './access-unit.ts';
import { newCodecCounters } from './codec-counters.ts';
import type { VideoFormat } from './video-format.ts';
import { VideoStream } from './video-stream.ts';

/** Made by libx265 through ffmpeg 5.1. */
const vps = Buffer.from('40010c01ffff016000000300900000030000030078ba0240', 'hex');
const sps = Buffer.from(
  '420101016000000300900000030000030078a003c0801107cb96e92930bc05a020000003002000000303c1',
  'hex',
);
/** Claims that two pictures may be overtaken. */
const reorderingSps = Buffer.from(
  '42010101600000030090000003000003003fa005020171f2e595952930bc05a02000000300200000030321',
  'hex',
);
const pps = Buffer.from('4401c073c189', 'hex');
const delimiter = Buffer.from('460110', 'hex');
const sei = Buffer.from('4e01050100', 'hex');
const sets = [vps, sps, pps] as const;

const nalType = { trail: 1, rasl: 8, idr: 19, cra: 21 } as const;
/** A picture's first slice; its parameter set has the id 0. */
const slice = (type: number, text: string): Buffer =>
  Buffer.concat([Buffer.of(type << 1, 1, 0xaf), Buffer.from(text)]);
/** One that is not its picture's first. */
const nextSlice = (type: number, text: string): Buffer =>
  Buffer.concat([Buffer.of(type << 1, 1, 0x2f), Buffer.from(text)]);
const idr = (text: string): Buffer => slice(nalType.idr, text);
const trail = (text: string): Buffer => slice(nalType.trail, text);

const spropOf = (...units: readonly Buffer[]): string =>
  units.map((unit) => unit.toString('base64')).join(',');

function start(parameterSets: string | null = spropOf(...sets)) {
  const counters = newCodecCounters();
  const formats: VideoFormat[] = [];
  const units: AccessUnit[] = [];
  const video = new VideoStream({
    codec: 'h265',
    parameterSets,
    capturedAtMs: (ticks) => ticks / 90,
    counters,
    sink: {
      format: (format) => formats.push(format),
      accessUnit: (unit) => units.push({ ...unit, nalUnits: unit.nalUnits.map((nal) => Buffer.from(nal)) }),
    },
  });
  const stream = {
    payload: (payload: Uint8Array, marker: boolean, ticks: number): void =>
      lend(payload, (lent) => video.payload(lent, marker, ticks)),
    loss: () => video.loss(),
  };
  const texts = (): string[] =>
    units.map((unit) => unit.nalUnits.map((nal) => Buffer.from(nal.subarray(3)).toString()).join('+'));
  const picture = (frame: number, ...nalUnits: readonly Buffer[]): void => {
    for (const [index, nalUnit] of nalUnits.entries()) {
      stream.payload(nalUnit, index === nalUnits.length - 1, frame * 3_600);
    }
  };
  return { stream, counters, formats, units, texts, picture };
}

const aggregation = (...units: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.of(48 << 1, 1),
    ...units.flatMap((unit) => [Buffer.of(unit.length >> 8, unit.length & 255), unit]),
  ]);

const fragments = (unit: Buffer, size: number): Buffer[] => {
  const body = unit.subarray(2);
  const count = Math.max(1, Math.ceil(body.length / size));
  return Array.from({ length: count }, (_, index) => {
    const flags = (index === 0 ? 0x80 : 0) | (index === count - 1 ? 0x40 : 0);
    const header = Buffer.of(49 << 1, unit[1] ?? 1, flags | (((unit[0] ?? 0) >> 1) & 0x3f));
    return Buffer.concat([header, body.subarray(index * size, (index + 1) * size)]);
  });
};

describe('H.265 over RTP', () => {
  it('Q24 gives access units without delimiters and parameter sets, SEI kept', () => {
    const { picture, units, formats } = start(null);
    picture(0, delimiter, ...sets, sei, idr('a'));
    picture(1, trail('b'));
    expect(units.map(({ keyFrame }) => keyFrame)).toEqual([true, false]);
    expect(units[0]?.nalUnits).toEqual([sei, idr('a')]);
    expect(formats).toMatchObject([
      { codec: 'h265', width: 1920, height: 1080, frameRate: 30, codecString: 'hvc1.1.6.L120.90' },
    ]);
  });

  it('Q24 takes parameter sets from the description, aggregated, and in fragments', () => {
    const described = start();
    described.picture(0, idr('a'));
    const aggregated = start(null);
    aggregated.picture(0, aggregation(...sets, idr('a')));
    const fragmented = start(null);
    fragmented.picture(0, ...sets.flatMap((set) => fragments(set, 3)), ...fragments(idr('a'), 1));
    for (const { texts, counters } of [described, aggregated, fragmented]) {
      expect([texts(), counters.malformedPayloads]).toEqual([['a'], 0]);
    }
  });

  it('Q24 keeps the slices of a picture together, by first_slice_segment_in_pic_flag where the marker is missing', () => {
    const { stream, texts, units } = start();
    const pictures = [
      [nalType.idr, 'a'],
      [nalType.trail, 'b'],
      [nalType.trail, 'c'],
    ] as const;
    for (const [index, [type, text]] of pictures.entries()) {
      stream.payload(slice(type, text), false, index * 3_600);
      stream.payload(nextSlice(type, text.toUpperCase()), false, index * 3_600 + 1);
    }
    expect(texts()).toEqual(['a+A', 'b+B']);
    expect(units.map(({ pts }) => pts)).toEqual([0, 3_600]);
  });

  it('Q28 waits for every one of the three parameter sets', () => {
    for (const missing of sets) {
      const { picture, texts } = start(spropOf(...sets.filter((set) => set !== missing)));
      picture(0, idr('a'));
      picture(1, missing, idr('b'));
      expect(texts()).toEqual(['b']);
    }
  });

  it('Q24 starts at a CRA picture, without the pictures that lean on what came before it', () => {
    const { picture, texts, counters } = start();
    picture(0, trail('a'));
    picture(3, slice(nalType.cra, 'b'));
    picture(2, slice(nalType.rasl, 'c'));
    picture(4, trail('d'));
    picture(7, slice(nalType.cra, 'e'));
    picture(6, slice(nalType.rasl, 'f'));
    expect(texts()).toEqual(['b', 'd', 'e', 'f']);
    expect(counters.droppedAccessUnits).toBe(1);
  });

  it('Q22 drops the damaged picture and all up to the next key frame', () => {
    const { picture, stream, texts } = start();
    picture(0, idr('a'));
    stream.payload(fragments(trail('bbbb'), 2)[0] ?? Buffer.alloc(0), false, 3_600);
    stream.loss();
    picture(2, trail('c'));
    picture(3, idr('d'));
    expect(texts()).toEqual(['a', 'd']);
  });

  it('Q25 lets decode times lag as sps_max_num_reorder_pics says, once pictures are reordered', () => {
    const { picture, units } = start(spropOf(vps, reorderingSps, pps));
    for (const frame of [0, 4, 2, 1, 3]) picture(frame, frame === 0 ? idr('') : trail(''));
    expect(units.map(({ dts }) => dts / 3_600)).toEqual([-2, -1, 0, 1, 2]);
  });

  it('counts packets of a kind that no camera sends as damage', () => {
    const { picture, counters } = start();
    picture(0, Buffer.of(50 << 1, 1, 0, 0));
    expect(counters.malformedPayloads).toBe(1);
  });
});

describe('H.265 over RTP, any input', () => {
  const nal = fc.constantFrom(...sets, delimiter, sei, idr('x'), trail('y'), nextSlice(nalType.trail, 'z'));
  const payload = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    nal,
    fc.tuple(nal, fc.integer({ min: 1, max: 8 })).map(([unit, size]) => fragments(unit, size)[0] ?? unit),
    fc.array(nal, { maxLength: 4 }).map((units) => aggregation(...units)),
  );

  it('never throws; formats come first, key frames begin, decode times rise', () => {
    const step = fc.option(fc.tuple(payload, fc.boolean(), fc.nat(5)), { freq: 9 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { stream, units, formats } = start(null);
        let ticks = 0;
        for (const one of steps) {
          ticks += (one?.[2] ?? 0) * 3_600;
          if (one === null) stream.loss();
          else stream.payload(one[0], one[1], ticks);
        }
        if (units.length > 0) expect([formats.length > 0, units[0]?.keyFrame]).toEqual([true, true]);
        const times = units.map(({ dts }) => dts);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      }),
    );
  });
});
