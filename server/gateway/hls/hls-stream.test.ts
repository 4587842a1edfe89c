import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { checkPlaylist, PlaylistHistory, parsePlaylist, readBoxes } from '#test/hls-checker/index';
import { Packager } from '../fmp4/index.ts';
import { BufferPool } from '../memory/index.ts';
import { type HlsAnswer, HlsStream } from './hls-stream.ts';

const FIRST = 1_700_000_000;
const NOW = { until: null, skip: false };
const DELTA = { until: null, skip: true };
const patient = new AbortController().signal;

interface Film {
  readonly nalUnit?: Uint8Array;
  /** How fast they come. */
  readonly everyMs?: number;
  readonly each?: () => void;
}

/** A stream whose camera sends a picture each time `film` is called for one. */
function studio(options: { gop?: number } = {}) {
  const clock = new ManualClock();
  const stream = new HlsStream({ clock, epoch: 'e1', firstMediaSequence: FIRST, deadlineMs: 8000 });
  const packager = new Packager(stream);
  const gop = options.gop ?? 50;
  let frame = 0;
  let capturedAtMs = 1_700_000_000_000;
  const format = (tag: number) =>
    packager.format({
      codec: 'h264',
      sps: Uint8Array.of(0x67, 0x42, 0xc0, 0x1e, tag),
      pps: Uint8Array.of(0x68, 1),
      width: 640,
      height: 360,
      frameRate: 25,
      reorderDepth: null,
      codecString: 'avc1.42C01E',
    });
  format(0);
  return {
    clock,
    stream,
    packager,
    format,
    interrupt: () => packager.interrupted(),
    /** The next picture is a key frame whatever its turn. */
    restartGop: () => {
      frame = Math.ceil(frame / gop) * gop;
    },
    /** So many pictures are not sent, and two are, in which it can be seen that this is no other frame rate. */
    pause(frames: number): void {
      frame += frames;
      this.film(2);
    },
    stepClock: (ms: number) => {
      capturedAtMs += ms;
    },
    film(frames: number, { nalUnit = Uint8Array.of(1, 2), everyMs = 40, each = () => {} }: Film = {}) {
      for (let i = 0; i < frames; i++, frame++) {
        const keyFrame = frame % gop === 0;
        const dts = frame * 3600;
        packager.accessUnit({ nalUnits: [nalUnit], keyFrame, dts, pts: dts, capturedAtMs });
        capturedAtMs += 40;
        clock.advance(everyMs);
        each();
      }
    },
  };
}

function text(answer: HlsAnswer): string {
  if (!answer.ok) throw new Error(answer.failure);
  return Buffer.concat(answer.chunks).toString();
}

const read = async (stream: HlsStream, directives = NOW) =>
  parsePlaylist(text(await stream.playlist(directives, patient)));

describe('HLS playlist', () => {
  it('is there when the first segment is complete, after a second though the next IDR comes later', async () => {
    const { stream, film } = studio();
    const waiting = stream.playlist(NOW, patient);
    film(25);
    expect(stream.waiting).toBe(1);
    film(5);
    const playlist = parsePlaylist(text(await waiting));
    expect(playlist.segments.map((segment) => [segment.durationS, segment.parts.length])).toEqual([
      [1, 5],
      [0.2, 1],
    ]);
    expect(playlist).toMatchObject({ targetDurationS: 4, partTargetS: 0.216, mediaSequence: FIRST });
  });

  it('holds seven segments, and forgets the bytes of older ones', async () => {
    const { stream, film } = studio();
    film(50 * 30);
    const playlist = await read(stream);
    expect(playlist.segments).toHaveLength(8);
    expect(playlist.mediaSequence).toBe(FIRST + 30 - 7);
    const bytesOfAll = stream.byteLength;
    film(50 * 10);
    expect(stream.byteLength).toBe(bytesOfAll);
  });

  it('lists parts as near to the end as clients reckon it, by durations that are rounded', async () => {
    const { stream } = studio();
    // The first is 12 s and a tick from the end; in tens of microseconds, as printed, less than 12 s.
    const segmentTicks = [180_000, 180_004, 180_004, 180_004, 180_004, 180_004, 179_981];
    for (const [segment, ticks] of segmentTicks.entries()) {
      for (let i = 0; i < 10; i++) {
        stream.part({
          sequence: segment * 10 + i,
          initId: 0,
          bytes: Uint8Array.of(1),
          memory: new BufferPool().take(1),
          startTicks: 0,
          durationTicks: i < 9 ? 18_000 : ticks - 9 * 18_000,
          targetTicks: 19_440,
          independent: i === 0,
          segmentStart: i === 0,
          discontinuity: false,
          capturedAtUs: (1_700_000_000 + segment * 2) * 1_000_000,
          frameCount: 5,
          firstSampleBytes: 1,
        });
      }
    }
    expect(checkPlaylist(await read(stream))).toEqual([]);
  });

  it('is built once per part and shared', async () => {
    const { stream, film } = studio();
    film(60);
    const [one, two] = [await stream.playlist(NOW, patient), await stream.playlist(NOW, patient)];
    if (!one.ok || !two.ok) throw new Error('no playlist');
    expect(one.chunks[0]).toBe(two.chunks[0]);
  });

  it('leaves out in a delta exactly the segments before the skip boundary', async () => {
    const { stream, film } = studio({ gop: 100 });
    film(100 * 12 + 50);
    const full = await read(stream);
    const delta = await read(stream, DELTA);
    expect(full.segments).toHaveLength(8); // 7 × 4 s and 2 s under construction
    expect(delta.skippedSegments).toBe(1); // ends 26 s before the end; the next one 22 s
    expect(delta.segments).toEqual(full.segments.slice(1).map((segment) => ({ ...segment, mapUri: null })));
  });
});

describe('HLS playlist over time', () => {
  it('keeps the place of a discontinuity and counts those that left', async () => {
    const { stream, film, interrupt, restartGop } = studio();
    film(60);
    interrupt();
    restartGop();
    film(60);
    const before = await read(stream);
    expect(before.segments.map((segment) => segment.discontinuity)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
    film(50 * 12);
    const after = await read(stream);
    expect(after.discontinuitySequence).toBe(1);
    expect(after.segments.some((segment) => segment.discontinuity)).toBe(false);
  });

  it('never dates a segment before the one ahead of it, when the clock of the camera steps back', async () => {
    const { stream, film, stepClock } = studio();
    film(100);
    stepClock(-60_000);
    film(200);
    const dates = (await read(stream)).segments.map((segment) => segment.programDateTimeMs ?? 0);
    expect(dates).toEqual(dates.toSorted((a, b) => a - b));
    expect(new Set(dates).size).toBe(dates.length);
  });

  it('P2 holds every rule of the standard, whatever the camera does and whenever a client asks', async () => {
    const act = fc.oneof(
      {
        weight: 12,
        arbitrary: fc.record({
          type: fc.constant('film' as const),
          frames: fc.integer({ min: 1, max: 160 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('interrupt' as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('pause' as const),
          frames: fc.integer({ min: 1, max: 60 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('format' as const), tag: fc.nat(3) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('clock' as const),
          ms: fc.integer({ min: -90_000, max: 90_000 }),
        }),
      },
      { weight: 6, arbitrary: fc.record({ type: fc.constant('ask' as const), delta: fc.boolean() }) },
    );
    const gop = fc.constantFrom(12, 25, 50, 60, 100, 107, 300);
    await fc.assert(
      fc.asyncProperty(gop, fc.array(act, { minLength: 40, maxLength: 90 }), async (frames, acts) => {
        const set = studio({ gop: frames });
        set.film(30);
        const history = new PlaylistHistory();
        history.add(await read(set.stream));
        for (const each of acts) {
          if (each.type === 'film') set.film(each.frames);
          else if (each.type === 'pause') set.pause(each.frames);
          else if (each.type === 'clock') set.stepClock(each.ms);
          else if (each.type === 'ask') {
            const fresh = recent(history, await read(set.stream));
            history.add(await read(set.stream, each.delta && fresh ? DELTA : NOW));
          } else {
            if (each.type === 'interrupt') set.interrupt();
            else set.format(each.tag);
            set.restartGop();
          }
        }
        expect(history.violations).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Whether a client may ask for a delta: it has all that would be skipped. */
function recent(history: PlaylistHistory, now: { mediaSequence: number }): boolean {
  const last = history.last;
  return last !== null && last.mediaSequence + last.segments.length - 1 > now.mediaSequence + 4;
}

describe('HLS blocking', () => {
  it('answers a request for a part when that part is in, not before', async () => {
    const { stream, film } = studio();
    film(50 * 3); // +3 is open with ten parts
    let answered = false;
    const until = { mediaSequence: FIRST + 3, part: 11 };
    const waiting = stream.playlist({ until, skip: false }, patient).then((answer) => {
      answered = true;
      return answer;
    });
    film(5); // part 0 of +4
    await Promise.resolve();
    const last = parsePlaylist(text(await waiting)).segments.at(-1);
    expect(answered).toBe(true);
    // The segment ended with its tenth part, so part 11 of it means the first of the next.
    expect(last?.parts).toHaveLength(1);
    expect(stream.waiting).toBe(0);
  });

  it('blocks until the segment asked for is complete when no part is named', async () => {
    const { stream, film } = studio();
    film(60);
    const waiting = stream.playlist(
      { until: { mediaSequence: FIRST + 2, part: null }, skip: false },
      patient,
    );
    film(39);
    expect(stream.waiting).toBe(1);
    film(6);
    const playlist = parsePlaylist(text(await waiting));
    expect(playlist.segments.filter((segment) => segment.uri !== null)).toHaveLength(3);
  });

  it('refuses at once what is too far ahead of a stream that has not begun', async () => {
    const { stream, film } = studio();
    const ask = (mediaSequence: number) =>
      stream.playlist({ until: { mediaSequence, part: null }, skip: false }, patient);
    expect(await ask(FIRST + 2)).toEqual({ ok: false, failure: 'too_far' });
    expect(await ask(Number.MAX_SAFE_INTEGER)).toEqual({ ok: false, failure: 'too_far' });
    const waiting = ask(FIRST + 1);
    expect(stream.waiting).toBe(1);
    film(150);
    expect((await waiting).ok).toBe(true);
  });

  it('refuses at once what is too far ahead', async () => {
    const { stream, film } = studio();
    film(60); // +2 is open with two parts
    const ask = (mediaSequence: number, part: number | null) =>
      stream.playlist({ until: { mediaSequence, part }, skip: false }, patient);
    expect(await ask(FIRST + 4, null)).toEqual({ ok: false, failure: 'too_far' });
    expect(await ask(FIRST + 2, 2 + 14)).toEqual({ ok: false, failure: 'too_far' });
    const waiting = ask(FIRST + 2, 2 + 13);
    expect(stream.waiting).toBe(1);
    film(45);
    expect((await waiting).ok).toBe(true);
    expect((await ask(FIRST + 1, 900)).ok).toBe(true);
  });
});

describe('HLS waiting', () => {
  it('gives up at the deadline, when the client hangs up, and when the stream ends', async () => {
    const { stream, film, clock } = studio();
    film(60);
    const next = { until: { mediaSequence: FIRST + 3, part: null }, skip: false };
    const late = stream.playlist(next, patient);
    clock.advance(8000);
    expect(await late).toEqual({ ok: false, failure: 'not_ready' });
    const client = new AbortController();
    const gone = stream.playlist(next, client.signal);
    client.abort();
    expect((await gone).ok).toBe(false);
    const ended = stream.playlist(next, patient);
    stream.close();
    expect(await ended).toEqual({ ok: false, failure: 'closed' });
    expect(stream.waiting).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('keeps a preload hint: the part is sent when it comes, though its segment ended before it', async () => {
    const { stream, film } = studio();
    film(50);
    const hint = parsePlaylist(text(await stream.playlist(NOW, patient))).preloadHint;
    expect(hint).toBe('e1/part-10.m4s');
    const waiting = stream.resource({ kind: 'part', epoch: 'e1', number: 10 }, patient);
    film(5);
    const answer = await waiting;
    expect(answer.ok && readBoxes(answer.chunks[0] ?? new Uint8Array()).map((box) => box.type)).toEqual([
      'moof',
      'mdat',
    ]);
    expect(parsePlaylist(text(await stream.playlist(NOW, patient))).segments.at(-1)?.parts[0]?.uri).toBe(
      hint,
    );
  });
});

describe('HLS resources', () => {
  it('a segment is its parts, end to end', async () => {
    const { stream, film } = studio();
    film(60);
    const segment = await stream.resource({ kind: 'segment', epoch: 'e1', number: FIRST + 1 }, patient);
    expect(segment.ok && segment.chunks).toHaveLength(5);
    const part = await stream.resource({ kind: 'part', epoch: 'e1', number: 9 }, patient);
    expect(segment.ok && part.ok && segment.chunks[4] === part.chunks[0]).toBe(true);
  });

  it.each([
    ['another run of the stream', { kind: 'part', epoch: 'e0', number: 0 }],
    ['a part further off than the hint', { kind: 'part', epoch: 'e1', number: 13 }],
    ['a segment under construction', { kind: 'segment', epoch: 'e1', number: FIRST + 2 }],
    ['a segment before the first', { kind: 'segment', epoch: 'e1', number: FIRST - 1 }],
    ['an init segment that never was', { kind: 'init', epoch: 'e1', number: 1 }],
  ] as const)('%s is not found', async (_, resource) => {
    const { stream, film } = studio();
    film(60);
    expect(await stream.resource(resource, patient)).toEqual({ ok: false, failure: 'not_found' });
  });
});

describe('HLS memory', () => {
  it('keeps what has left the playlist for a target duration: whoever just read of it may still ask', async () => {
    const { stream, film } = studio();
    film(50 * 10);
    const { mediaSequence } = await read(stream);
    const segment = () => stream.resource({ kind: 'segment', epoch: 'e1', number: mediaSequence }, patient);
    film(50 * 2); // two segments of two seconds leave the playlist
    expect((await read(stream)).mediaSequence).toBe(mediaSequence + 2);
    expect((await segment()).ok).toBe(true);
    film(50 * 2);
    expect((await segment()).ok).toBe(false);
  });

  it('keeps it as long where a flapping source makes segments of single pictures', async () => {
    const { stream, film, interrupt } = studio({ gop: 1 });
    const flap = (times: number): void => {
      for (let i = 0; i < times; i++) {
        film(1);
        interrupt();
      }
    };
    flap(100);
    const { mediaSequence } = await read(stream);
    const segment = () => stream.resource({ kind: 'segment', epoch: 'e1', number: mediaSequence }, patient);
    flap(20);
    expect((await read(stream)).mediaSequence).toBe(mediaSequence + 20);
    expect((await segment()).ok).toBe(true);
    flap(100);
    expect((await segment()).ok).toBe(false);
  });

  it('keeps it as long when the backlog of a thin link comes all at once', async () => {
    const { clock, stream, film } = studio();
    film(50 * 10);
    const { mediaSequence } = await read(stream);
    const segment = () => stream.resource({ kind: 'segment', epoch: 'e1', number: mediaSequence }, patient);
    film(50 * 20, { everyMs: 0 });
    expect((await read(stream)).mediaSequence).toBe(mediaSequence + 20);
    expect((await segment()).ok).toBe(true);
    clock.advance(4_000);
    film(50);
    expect((await segment()).ok).toBe(false);
  });

  it('never holds more than 128 MiB and a segment, whatever a camera sends, and has a playlist all the same', async () => {
    const { stream, film } = studio();
    const pictureBytes = 2 * 1024 * 1024;
    let most = 0;
    film(50 * 8, {
      nalUnit: new Uint8Array(pictureBytes),
      each: () => (most = Math.max(most, stream.byteLength)),
    });
    expect(most).toBeGreaterThan(100 * 1024 * 1024);
    expect(most).toBeLessThan(160 * 1024 * 1024);
    const { segments } = await read(stream);
    expect(segments.length).toBeGreaterThan(1);
  });

  it('keeps init segments as long as a listed segment needs them', async () => {
    const { stream, film, format, restartGop } = studio();
    film(60);
    format(1);
    restartGop();
    film(50 * 3);
    const init = (number: number) => stream.resource({ kind: 'init', epoch: 'e1', number }, patient);
    expect([(await init(0)).ok, (await init(1)).ok]).toEqual([true, true]);
    film(50 * 8);
    expect([(await init(0)).ok, (await init(1)).ok]).toEqual([false, true]);
  });
});

describe('HLS still', () => {
  it('a still waits for the first key frame and is made once', async () => {
    const { stream, film } = studio();
    const waiting = stream.still(patient);
    film(5);
    const first = await waiting;
    const again = await stream.still(patient);
    if (!first.ok || !again.ok) throw new Error('no still');
    expect(readBoxes(first.chunks[0] ?? new Uint8Array()).map((box) => box.type)).toEqual([
      'ftyp',
      'moov',
      'moof',
      'mdat',
    ]);
    expect(again.chunks[0]).toBe(first.chunks[0]);
  });
});

describe('HLS sound', () => {
  it('Q29 is in init segments, parts and segments, and not in the still', async () => {
    const { stream, packager, film } = studio();
    packager.audioFormat({
      ...{ objectType: 2, sampleRateHz: 16_000, channels: 1, codecString: 'mp4a.40.2' },
      config: Uint8Array.of(0x14, 0x08),
    });
    film(60);
    const tracksOf = async (answer: Promise<HlsAnswer>) => [...text(await answer).matchAll(/trak/g)].length;
    const init = { kind: 'init', epoch: 'e1', number: 1 } as const;
    expect(await tracksOf(stream.resource(init, patient))).toBe(2);
    expect(await tracksOf(stream.still(patient))).toBe(1);
    const segment = await stream.resource({ kind: 'segment', epoch: 'e1', number: FIRST + 1 }, patient);
    expect(segment.ok && segment.chunks).toHaveLength(10);
    const part = await stream.resource({ kind: 'part', epoch: 'e1', number: 9 }, patient);
    expect(part.ok && part.chunks).toHaveLength(2);
    const bytes = segment.ok ? segment.chunks.reduce((sum, { byteLength }) => sum + byteLength, 0) : 0;
    expect(stream.byteLength).toBeGreaterThan(bytes);
  });
});
