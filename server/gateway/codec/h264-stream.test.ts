import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lend } from '#test/lend';
import type { AccessUnit } from './access-unit.ts';
import { newCodecCounters } from './codec-counters.ts';
import type { VideoFormat } from './video-format.ts';
import { VideoStream } from './video-stream.ts';

const sps = Buffer.from('6742c01ed900a02ff97011000003000100000300320f162e48', 'hex');
const otherSps = Buffer.from('6742c01fd9005005bb0110000003001000000303c0f1832480', 'hex');
/** Of x264 with B-frames: claims that two pictures may be overtaken. */
const reorderingSps = Buffer.from('674d401feca02802dd8088000003000800000301e078c18cb0', 'hex');
const pps = Buffer.from('68ce3c80', 'hex');
const delimiter = Buffer.from('0910', 'hex');
const sei = Buffer.from('0605010080', 'hex');
/** First slices: `first_mb_in_slice`, `slice_type` and the id of the parameter set are 0, 0 and 0. */
const idr = (text: string): Buffer => Buffer.from(`\x65\xe0${text}`, 'latin1');
const slice = (text: string): Buffer => Buffer.from(`\x41\xe0${text}`, 'latin1');
/** A slice that is not its picture's first: `first_mb_in_slice` is 1. */
const nextSlice = (first: Buffer): Buffer => Buffer.from([first[0] ?? 0, 0x5c, ...first.subarray(2)]);

const spropOf = (...units: Buffer[]): string => units.map((unit) => unit.toString('base64')).join(',');

function start(parameterSets: string | null = spropOf(sps, pps)) {
  const counters = newCodecCounters();
  const formats: VideoFormat[] = [];
  const units: AccessUnit[] = [];
  const video = new VideoStream({
    codec: 'h264',
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
    units.map(
      (unit) =>
        `${unit.pts / 3_600}:${unit.nalUnits.map((nal) => Buffer.from(nal.subarray(2)).toString()).join('+')}`,
    );
  /** One NAL unit a packet; the marker on the last, as RFC 6184 has it. */
  const picture = (frame: number, ...nalUnits: Buffer[]): void => {
    for (const [index, nalUnit] of nalUnits.entries()) {
      stream.payload(nalUnit, index === nalUnits.length - 1, frame * 3_600);
    }
  };
  return { stream, counters, formats, units, texts, picture };
}

const stapA = (...units: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.of(24),
    ...units.flatMap((unit) => [Buffer.of(unit.length >> 8, unit.length & 255), unit]),
  ]);

const fuA = (unit: Buffer, size: number): Buffer[] => {
  const body = unit.subarray(1);
  const count = Math.max(1, Math.ceil(body.length / size));
  return Array.from({ length: count }, (_, index) => {
    const bits = (index === 0 ? 0x80 : 0) | (index === count - 1 ? 0x40 : 0);
    const header = Buffer.of(((unit[0] ?? 0) & 0xe0) | 28, bits | ((unit[0] ?? 0) & 0x1f));
    return Buffer.concat([header, body.subarray(index * size, (index + 1) * size)]);
  });
};

describe('H.264 over RTP', () => {
  it('gives access units without delimiters and parameter sets, SEI kept', () => {
    const { picture, units, texts, formats } = start(null);
    picture(0, delimiter, sps, pps, sei, idr('a'));
    picture(1, slice('b'));
    expect(units.map(({ keyFrame }) => keyFrame)).toEqual([true, false]);
    expect(units[0]?.nalUnits).toEqual([sei, idr('a')]);
    expect(texts()[1]).toBe('1:b');
    expect(units[1]).toMatchObject({ pts: 3_600, dts: 3_600, capturedAtMs: 40 });
    expect(formats).toMatchObject([{ width: 640, height: 360, frameRate: 25, codecString: 'avc1.42C01E' }]);
    expect([Buffer.from(formats[0]?.sps ?? []), Buffer.from(formats[0]?.pps ?? [])]).toEqual([sps, pps]);
  });

  it('reads STAP-A, and its padding (Q21)', () => {
    const { stream, texts } = start(null);
    stream.payload(Buffer.concat([stapA(sps, pps, idr('a')), Buffer.alloc(5)]), true, 0);
    expect(texts()).toEqual(['0:a']);
  });

  it('joins FU-A, the empty ones and a lone one (Q21) included', () => {
    const { stream, texts } = start();
    const [first, last] = fuA(idr('abcdef'), 4);
    stream.payload(first ?? Buffer.alloc(0), false, 0);
    stream.payload(Buffer.of(0x7c, 0x05), false, 0);
    stream.payload(last ?? Buffer.alloc(0), true, 0);
    stream.payload(fuA(slice('whole'), 100)[0] ?? Buffer.alloc(0), true, 3_600);
    expect(texts()).toEqual(['0:abcdef', '1:whole']);
  });

  it('Q21 believes the first fragment about the type', () => {
    const { stream, units } = start();
    const fragments = fuA(idr('abcdef'), 4);
    for (const fragment of fragments.slice(1)) fragment[1] = ((fragment[1] ?? 0) & 0xc0) | 1;
    for (const [index, fragment] of fragments.entries()) {
      stream.payload(fragment, index === fragments.length - 1, 0);
    }
    expect(units.map(({ keyFrame }) => keyFrame)).toEqual([true]);
  });
});

describe('H.264 over RTP, key frames and formats', () => {
  it('waits for a key frame before the first picture, without counting what came before', () => {
    const { picture, texts, counters } = start();
    picture(0, slice('a'));
    picture(1, idr('b'));
    expect(texts()).toEqual(['1:b']);
    expect(counters.droppedAccessUnits).toBe(0);
  });

  it('waits for parameter sets', () => {
    const { picture, texts } = start(null);
    picture(0, idr('a'));
    picture(1, sps, pps, idr('b'));
    expect(texts()).toEqual(['1:b']);
  });

  it.each([
    ['with start codes', `${spropOf(Buffer.concat([Buffer.of(0, 0, 0, 1), sps]))},${spropOf(pps)}`, true],
    ['both in one', spropOf(Buffer.concat([sps, Buffer.of(0, 0, 0, 1), pps])), true],
    ['without the second', spropOf(sps), false],
    ['that are none', 'x,!,,AAAA', false],
  ])('Q18 takes parameter sets %s', (_title, sprop, complete) => {
    const { picture, texts } = start(sprop);
    picture(0, idr('a'));
    picture(1, sps, pps, idr('b'));
    expect(texts()).toEqual(complete ? ['0:a', '1:b'] : ['1:b']);
  });

  it('Q27 tells of changed parameter sets at the key frame, not before', () => {
    const { picture, formats, counters } = start();
    picture(0, idr('a'));
    picture(1, sps, pps, slice('b'));
    picture(2, otherSps, pps, slice('c'));
    expect(formats).toHaveLength(1);
    picture(3, idr('d'));
    expect(formats.map(({ width }) => width)).toEqual([640, 1280]);
    expect(counters.formatChanges).toBe(1);
  });

  it('Q25 keeps presentation times when pictures come in another order, and decode times rising', () => {
    const { picture, units, counters } = start(spropOf(reorderingSps, pps));
    for (const [frame, nalUnit] of [
      [0, idr('')],
      [3, slice('')],
      [1, slice('')],
      [2, slice('')],
      [6, slice('')],
    ] as const) {
      picture(frame, nalUnit);
    }
    expect(units.map(({ pts }) => pts / 3_600)).toEqual([0, 3, 1, 2, 6]);
    expect(units.map(({ dts }) => dts / 3_600)).toEqual([-2, -1, 0, 1, 2]);
    expect(counters.reorderedPictures).toBe(2);
  });

  it('Q25 starts the lag of decode times anew at the key frame behind a loss', () => {
    const { picture, stream, units } = start(spropOf(reorderingSps, pps));
    for (const frame of [0, 3, 1]) picture(frame, frame === 0 ? idr('') : slice(''));
    stream.loss();
    for (const frame of [50, 53, 51]) picture(frame, frame === 50 ? idr('') : slice(''));
    expect(units.map(({ dts }) => dts / 3_600)).toEqual([-2, -1, 0, 48, 49, 50]);
  });
});

describe('H.264 over RTP, loss', () => {
  it('Q22 drops the damaged picture and all up to the next key frame, and counts them', () => {
    const { picture, stream, texts, counters } = start();
    picture(0, idr('a'));
    stream.payload(slice('b'), false, 3_600);
    stream.loss();
    stream.payload(nextSlice(slice('b')), true, 3_600);
    picture(2, slice('c'));
    picture(3, idr('d'));
    picture(4, slice('e'));
    expect(texts()).toEqual(['0:a', '3:d', '4:e']);
    expect(counters.droppedAccessUnits).toBe(2);
  });

  it('Q22 drops a key frame whose first slice is missing', () => {
    const { picture, stream, texts } = start();
    stream.loss();
    picture(0, nextSlice(idr('a')));
    picture(1, slice('b'));
    expect(texts()).toEqual([]);
  });

  it('Q22 drops a picture whose fragments do not follow', () => {
    const { picture, stream, texts, counters } = start();
    picture(0, idr('a'));
    const [first, , last] = fuA(slice('abcdefghij'), 4);
    stream.payload(first ?? Buffer.alloc(0), false, 3_600);
    stream.loss();
    stream.payload(last ?? Buffer.alloc(0), true, 3_600);
    picture(2, slice('c'));
    expect(texts()).toEqual(['0:a']);
    expect(counters.malformedPayloads).toBe(1);
  });
});

describe('H.264 over RTP, where pictures end', () => {
  it('ends them by timestamp when the marker never comes (Q20)', () => {
    const { stream, texts } = start();
    for (const [frame, nalUnit] of [
      [0, idr('a')],
      [0, nextSlice(idr('A'))],
      [1, slice('b')],
      [2, slice('c')],
    ] as const) {
      stream.payload(nalUnit, false, frame * 3_600);
    }
    expect(texts()).toEqual(['0:a+A', '1:b']);
  });

  it('Q20 does not end them at a marker on parameter sets', () => {
    const { stream, texts } = start(null);
    for (const nalUnit of [sps, pps, idr('a')]) stream.payload(nalUnit, true, 0);
    expect(texts()).toEqual(['0:a']);
  });

  it('Q20 takes the timestamp of the slice when that of the parameter sets differs', () => {
    const { stream, texts } = start(null);
    stream.payload(sps, false, 0);
    stream.payload(pps, false, 0);
    stream.payload(idr('a'), true, 3_600);
    expect(texts()).toEqual(['1:a']);
  });

  it('Q20 keeps a picture together when the timestamp changes between its slices', () => {
    const { stream, texts } = start();
    stream.payload(idr('a'), false, 0);
    stream.payload(nextSlice(idr('A')), true, 1);
    expect(texts()).toEqual(['0:a+A']);
  });

  it('Q20 stops believing markers that stand in mid-picture', () => {
    const { stream, texts } = start();
    const pictures = [
      [0, idr('a')],
      [1, slice('b')],
      [2, idr('c')],
      [3, slice('d')],
      [4, slice('e')],
    ] as const;
    for (const [frame, first] of pictures) {
      stream.payload(first, true, frame * 3_600);
      stream.payload(nextSlice(first), true, frame * 3_600);
    }
    expect(texts()).toEqual(['0:a', '2:c+c', '3:d+d']);
  });

  it('keeps slices together when parameter sets stand between them', () => {
    const { stream, texts } = start(null);
    for (const nalUnit of [sps, pps, idr('a'), sps, pps]) stream.payload(nalUnit, false, 0);
    stream.payload(nextSlice(idr('b')), true, 0);
    expect(texts()).toEqual(['0:a+b']);
  });

  it('Q21 splits units at start codes that were left in', () => {
    const { stream, formats, texts } = start(null);
    const code = Buffer.of(0, 0, 0, 1);
    stream.payload(Buffer.concat([sps, code, pps, code, idr('a')]), true, 0);
    expect([formats.length, texts()]).toEqual([1, ['0:a']]);
  });

  it('Q20 bounds a picture without end', () => {
    const { stream, units } = start();
    stream.payload(idr('a'), false, 0);
    for (let index = 0; index < 5_000; index++) stream.payload(nextSlice(idr('a')), false, 0);
    stream.payload(idr('b'), true, 3_600);
    expect(units.map(({ nalUnits }) => nalUnits.length)).toEqual([1]);
  });
});

describe('H.264 over RTP, any input', () => {
  const nal = fc.constantFrom(
    sps,
    otherSps,
    pps,
    delimiter,
    sei,
    idr('x'),
    slice('y'),
    nextSlice(slice('z')),
    Buffer.of(28, 5),
  );
  const payload = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    nal,
    fc.tuple(nal, fc.integer({ min: 1, max: 8 })).map(([unit, size]) => fuA(unit, size)[0] ?? unit),
    fc.array(nal, { maxLength: 4 }).map((units) => stapA(...units)),
  );
  const step = fc.oneof(
    { weight: 9, arbitrary: fc.tuple(payload, fc.boolean(), fc.nat(5)) },
    { weight: 1, arbitrary: fc.constant(null) },
  );

  it('never throws; formats come first, key frames begin, decode times rise', () => {
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

  it('Q22 gives whole pictures only, whichever packets are lost', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99), { maxLength: 12 }), fc.integer({ min: 3, max: 30 }), (lost, size) => {
        const { stream, texts, units } = start();
        const body = (frame: number): string => `picture-${frame}-`.repeat(3);
        let packets = 0;
        for (let frame = 0; frame < 12; frame++) {
          const first = frame % 4 === 0 ? idr(body(frame)) : slice(body(frame));
          const fragments = [...fuA(first, size), ...fuA(nextSlice(first), size)];
          for (const [index, fragment] of fragments.entries()) {
            if (lost.includes(packets++)) stream.loss();
            else stream.payload(fragment, index === fragments.length - 1, frame * 3_600);
          }
        }
        for (const [index, unit] of units.entries()) {
          const frame = unit.pts / 3_600;
          expect(texts()[index]).toBe(`${frame}:${body(frame)}+${body(frame)}`);
          if (!unit.keyFrame) expect(units[index - 1]?.pts).toBe(unit.pts - 3_600);
        }
      }),
    );
  });
});

describe('H.264 over RTP, several streams', () => {
  it('keeps streams apart, however their packets alternate: fragments of all are joined in the same memory', () => {
    const packetsOf = (name: string, ownSps: Buffer, size: number) =>
      Array.from({ length: 6 }, (_, frame) => {
        const first = frame % 3 === 0 ? idr(`${name}${frame}`) : slice(`${name}${frame}`);
        const units = [ownSps, pps, sei, first, nextSlice(first)].flatMap((nalUnit) => fuA(nalUnit, size));
        return units.map((payload, index) => ({ payload, marker: index === units.length - 1, frame }));
      }).flat();
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 200 }),
        fc.integer({ min: 2, max: 9 }),
        (turns, size) => {
          const feeds = [
            { own: start(null), packets: packetsOf('one', sps, size), text: 'one', width: 640 },
            { own: start(null), packets: packetsOf('other', otherSps, size), text: 'other', width: 1_280 },
          ];
          const turnOf = (feed: (typeof feeds)[number] | undefined): void => {
            const packet = feed?.packets.shift();
            if (packet) feed?.own.stream.payload(packet.payload, packet.marker, packet.frame * 3_600);
          };
          for (const turn of turns) turnOf(feeds[Number(turn)]);
          for (const feed of feeds) while (feed.packets.length > 0) turnOf(feed);
          for (const { own, text, width } of feeds) {
            // Behind the SEI.
            expect(own.texts().map((all) => all.split('+').slice(1))).toEqual(
              Array.from({ length: 6 }, (_, frame) => [`${text}${frame}`, `${text}${frame}`]),
            );
            expect(own.formats.map((format) => format.width)).toEqual([width]);
          }
        },
      ),
    );
  });
});
