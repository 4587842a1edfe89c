import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lend } from '#test/lend';
import { rtspLimits } from './rtsp-limits.ts';
import { RtspReader } from './rtsp-reader.ts';

const bytes = (...parts: (string | number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => [...(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)]),
  );

const frame = (channel: number, payload: Uint8Array): Uint8Array =>
  bytes([0x24, channel, payload.length >> 8, payload.length & 255], payload);

const rtp = bytes([0x80, 96, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4], 'payload');
const play = bytes('RTSP/1.0 200 OK\r\nCSeq: 4\r\nContent-Length: 5\r\n\r\nhello');

/** What comes out, as text that can be compared; skipped bytes are added up. */
function read(chunks: readonly Uint8Array[]): string[] {
  const found: string[] = [];
  let skipped = 0;
  const reader = new RtspReader(
    {
      message: (message) => {
        const head = message.kind === 'response' ? `${message.status} ${message.reason}` : message.method;
        found.push(
          `${head} cseq=${message.headers.get('cseq')} body=${Buffer.from(message.body).toString()}`,
        );
      },
      interleaved: (channel, payload, start, end) =>
        found.push(`$${channel} ${Buffer.from(payload.subarray(start, end)).toString('hex')}`),
      invalid: (where) => found.push(`invalid ${where}`),
      skipped: (count) => {
        skipped += count;
      },
    },
    (channel) => channel < 2,
  );
  for (const chunk of chunks) lend(chunk, (lent) => reader.push(lent));
  return [...found, `skipped ${skipped}`];
}

function split(whole: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  return places.slice(1).map((end, index) => whole.slice(places[index], end));
}

const rtpHex = Buffer.from(rtp).toString('hex');

const cases = [
  ['a response with a body', [play], ['200 OK cseq=4 body=hello', 'skipped 0']],
  ['an interleaved frame', [frame(1, rtp)], [`$1 ${rtpHex}`, 'skipped 0']],
  [
    'Q2 data before the PLAY reply',
    [frame(0, rtp), play],
    [`$0 ${rtpHex}`, '200 OK cseq=4 body=hello', 'skipped 0'],
  ],
  ['Q3 data on channels never set up', [frame(77, rtp)], [`$77 ${rtpHex}`, 'skipped 0']],
  [
    'Q6 a frame of 65,535 bytes',
    [frame(0, new Uint8Array(65_535))],
    [`$0 ${'00'.repeat(65_535)}`, 'skipped 0'],
  ],
  ['an empty frame', [frame(0, bytes())], ['$0 ', 'skipped 0']],
  ['empty lines between messages', [bytes('\r\n\n'), play], ['200 OK cseq=4 body=hello', 'skipped 0']],
  [
    'Q11 CSeq in any case, trailing spaces, bare line feeds',
    [bytes('RTSP/1.0 200  Fine \nCSEQ : 7  \n\n')],
    ['200 Fine cseq=7 body=', 'skipped 0'],
  ],
  [
    'a response without a reason',
    [bytes('RTSP/1.0 404\r\n\r\n')],
    ['404  cseq=undefined body=', 'skipped 0'],
  ],
  [
    "a server's own request",
    [bytes('OPTIONS rtsp://a/ RTSP/1.0\r\nCSeq: 1\r\n\r\n')],
    ['OPTIONS cseq=1 body=', 'skipped 0'],
  ],
  [
    'Q1 garbage before a frame',
    [bytes([0, 1, 2]), frame(0, rtp)],
    ['invalid start', `$0 ${rtpHex}`, 'skipped 3'],
  ],
  [
    'Q1 garbage that holds dollar signs',
    [bytes('x$$$$\u0009'), frame(1, rtp)],
    ['invalid start', `$1 ${rtpHex}`, 'skipped 6'],
  ],
  [
    'Q1 garbage before a response',
    [bytes([0xff, 0x24]), play],
    ['invalid start', '200 OK cseq=4 body=hello', 'skipped 2'],
  ],
  [
    'Q1 a header that is none',
    [bytes('RTSP/1.0 200 OK\r\n\u0001bad\r\n'), play],
    ['invalid header-name', '200 OK cseq=4 body=hello', 'skipped 23'],
  ],
  [
    'a body beyond the limit',
    [bytes(`RTSP/1.0 200 OK\r\nContent-Length: ${rtspLimits.bodyBytesMax + 1}\r\n\r\n`)],
    ['invalid body-size', 'skipped 43'],
  ],
  [
    'a length that is no number',
    [bytes('RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n')],
    ['invalid content-length', 'skipped 39'],
  ],
] as const;

describe('RTSP reader', () => {
  it.each(cases)('reads %s', (_title, input, expected) => {
    expect(read([bytes(...input)])).toEqual(expected);
  });

  it.each([
    ['line-length', `RTSP/1.0 200 OK\r\nA: ${'x'.repeat(rtspLimits.lineBytesMax)}\r\n`],
    ['header-count', `RTSP/1.0 200 OK\r\n${'A: b\r\n'.repeat(rtspLimits.headersMax + 1)}`],
    ['head-size', `RTSP/1.0 200 OK\r\n${`A: ${'x'.repeat(4_000)}\r\n`.repeat(5)}`],
    ['start-line', 'RTSP/x 200 OK\r\n'],
  ])('refuses a head beyond %s', (where, head) => {
    expect(read([bytes(head)])[0]).toBe(`invalid ${where}`);
  });

  it('unfolds header lines', () => {
    expect(read([bytes('RTSP/1.0 200 OK\r\nCSeq:\r\n 9\r\n\r\n')])[0]).toBe('200 OK cseq=9 body=');
  });

  it('hands out frames where they lie in the chunk they came in', () => {
    const chunk = frame(0, rtp);
    const frames: [Uint8Array, number, number][] = [];
    const sink = { message: () => {}, invalid: () => {}, skipped: () => {} };
    const reader = new RtspReader(
      { ...sink, interleaved: (_, ...payload) => frames.push(payload) },
      () => true,
    );
    reader.push(chunk);
    expect(frames).toEqual([[chunk, 4, chunk.length]]);
    expect(frames[0]?.[0].buffer).toBe(chunk.buffer);
  });
});

describe('RTSP reader, any input', () => {
  const items = fc.oneof(
    fc.constant(play),
    fc.constant(bytes('OPTIONS rtsp://a/ RTSP/1.0\r\nCSeq: 1\r\n\r\n')),
    fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 300 })).map(([channel, body]) => frame(channel, body)),
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(
      ...['RTSP/', 'RTSP/1.0 200', 'GET_PARAM', '$', 'RTSP/1.0 200 OK\r\nA:', '\r\n'].map((text) =>
        bytes(text),
      ),
    ),
  );
  const streams = fc.array(items, { maxLength: 12 }).map((parts) => bytes(...parts));

  it('gives the same output however the stream is split', () => {
    fc.assert(
      fc.property(streams, fc.array(fc.nat(), { maxLength: 20 }), (stream, cuts) => {
        expect(read(split(stream, cuts))).toEqual(read([stream]));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same output byte by byte', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        expect(read([...stream].map((byte) => Uint8Array.of(byte)))).toEqual(read([stream]));
      }),
      { numRuns: 50 },
    );
  });

  it('finds a good frame again after any garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (garbage) => {
        // A false message may hold the reader for as long as a head may be; a false frame for 64 KB.
        const after = Array.from({ length: 3_000 }, () => frame(0, rtp));
        expect(read([garbage, ...after]).filter((line) => line === `$0 ${rtpHex}`).length).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  });

  it('is never held up by damage to a good stream: what follows comes through again', () => {
    const good = bytes(play, frame(0, rtp), frame(1, rtp), play);
    const damages = fc.array(
      fc.record({ at: fc.nat(good.length), cut: fc.nat(9), put: fc.uint8Array({ maxLength: 9 }) }),
      { minLength: 1, maxLength: 6 },
    );
    // More than a false message or frame may hold.
    const after = bytes(...Array.from({ length: 6_000 }, () => frame(0, rtp)));
    fc.assert(
      fc.property(damages, fc.array(fc.nat(), { maxLength: 6 }), (list, cuts) => {
        const damaged = list.reduce(
          (stream, { at, cut, put }) => bytes(stream.subarray(0, at), put, stream.subarray(at + cut)),
          good,
        );
        const found = read([...split(damaged, cuts), after]);
        expect(found.filter((line) => line === `$0 ${rtpHex}`).length).toBeGreaterThan(1);
      }),
      { numRuns: 40 },
    );
  });
});

describe('RTSP reader, memory', () => {
  it('holds no more than the largest item, whatever comes: the rest is handed out or passed over', () => {
    const largest = 4 + 65_535 + rtspLimits.headBytesMax + rtspLimits.bodyBytesMax;
    const filler = fc.tuple(
      fc.uint8Array({ minLength: 1, maxLength: 9 }),
      fc.constantFrom('', 'RTSP/1.0 200 OK\r\n', '$'),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), filler, (start, [pattern, lead]) => {
        let [given, accounted] = [0, 0];
        const reader = new RtspReader(
          {
            message: ({ body }) => {
              accounted += body.length;
            },
            interleaved: (_channel, _bytes, from, end) => {
              accounted += end - from + 4;
            },
            invalid: () => {},
            skipped: (count) => {
              accounted += count;
            },
          },
          () => true,
        );
        const block = Buffer.concat([Buffer.from(lead), Buffer.alloc(100_000, pattern)]);
        for (const chunk of [start, ...Array.from({ length: 6 }, () => block)]) {
          given += chunk.length;
          reader.push(chunk);
          expect(given - accounted).toBeLessThanOrEqual(largest);
        }
      }),
      { numRuns: 60 },
    );
  });
});
