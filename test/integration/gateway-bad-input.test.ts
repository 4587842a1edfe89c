import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosticsSchema, type StreamDiagnostics } from '#core/contracts';
import type { Log } from '#core/kit';
import {
  bearer,
  type Gateway,
  metricOf,
  serviceToken,
  startTestGateway,
} from '#test/hls-checker/gateway-fixture';
import {
  type RawCamera,
  type RawScript,
  rawAnswer,
  rawScript,
  rawSdp,
  startRawCamera,
} from '#test/raw-camera';

const frame = (channel: number, payload: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(0x24, channel, payload.length >> 8, payload.length & 255), payload]);

/** PLAY is answered, and then come these packets on the channel of the pictures. */
const playing = (...packets: Uint8Array[]): RawScript =>
  rawScript({
    play: (request) =>
      Buffer.concat([
        Buffer.from(rawAnswer(request, ['Session: 1'])),
        ...packets.map((one) => frame(0, one)),
      ]),
  });
const describing = (answer: RawScript): RawScript => rawScript({ describe: answer });
const bodyOf = (lines: readonly string[], body = rawSdp): RawScript =>
  describing((request) => `RTSP/1.0 200 OK\r\nCSeq: ${request.cseq}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);

/** What is told of a failed stream. */
interface Told {
  readonly kind: string;
  readonly method?: string | null;
  readonly detail?: string;
}

const unread = (place: string): Told => ({
  ...{ kind: 'timeout', method: 'DESCRIBE', detail: `no answer that can be read: ${place}` },
});
const noMedia = 'no_media' as const;

/** What the camera does, what is said of it, and the peculiarity that counts it, if one does. */
const cases: Readonly<
  Record<string, readonly [script: RawScript, told: Told | typeof noMedia, quirk?: string]>
> = {
  'a line of header without end': [bodyOf([`X: ${'x'.repeat(8_000)}`]), unread('line-length'), 'Q1'],
  'three hundred lines of header': [
    bodyOf(Array.from({ length: 300 }, (_, i) => `X-${i}: 1`)),
    unread('header-count'),
    'Q1',
  ],
  'a head of 20 kB': [
    bodyOf(Array.from({ length: 8 }, (_, i) => `X-${i}: ${'x'.repeat(2_500)}`)),
    unread('head-size'),
    'Q1',
  ],
  'a header without a name': [bodyOf([': 5']), unread('header-name'), 'Q1'],
  'a body of a negative length': [bodyOf(['Content-Length: -5']), unread('content-length'), 'Q1'],
  'a length that is no number': [bodyOf(['Content-Length: many']), unread('content-length'), 'Q1'],
  'a description of a megabyte': [
    bodyOf(['Content-Length: 1000000'], rawSdp.padEnd(1_000_000, 'a=x\r\n')),
    unread('body-size'),
    'Q1',
  ],
  'a body longer than what comes': [
    bodyOf(['Content-Length: 5000']),
    { kind: 'timeout', method: 'DESCRIBE', detail: 'no answer' },
  ],
  'a body shorter than what comes': [bodyOf(['Content-Length: 4']), { kind: 'no_video' }, 'Q1'],
  'no body at all': [bodyOf([], ''), { kind: 'no_video', detail: 'no video track' }],
  'a description of sound alone': [
    describing((request) => rawAnswer(request, [], 'v=0\r\nm=audio 0 RTP/AVP 8\r\na=control:track1\r\n')),
    { kind: 'no_video', detail: 'no video track' },
  ],
  'a status line cut short': [
    describing(() => 'RTSP/1.0\r\n\r\n'),
    { kind: 'timeout', method: 'DESCRIBE', detail: 'no answer that can be read: start-line' },
    'Q1',
  ],
  'a status of none': [
    describing((request) => rawAnswer(request, [], '', '999 What')),
    { kind: 'status', method: 'DESCRIBE', detail: 'What' },
  ],
  'redirects without end': [
    describing((request) => rawAnswer(request, [`Location: ${request.url}`], '', '302 Moved')),
    { kind: 'redirect', detail: 'too many redirects' },
  ],
  'a redirect to nowhere': [
    describing((request) => rawAnswer(request, [], '', '301 Moved')),
    { kind: 'redirect', method: 'DESCRIBE', detail: 'no Location' },
  ],
  'a redirect to where no camera may be': [
    describing((request) => rawAnswer(request, ['Location: rtsp://169.254.169.254/x'], '', '302 Moved')),
    { kind: 'forbidden' },
  ],
  'no answer to SETUP but to multicast': [
    rawScript({ setup: (request) => rawAnswer(request, ['Session: 1', 'Transport: RTP/AVP;multicast']) }),
    { kind: 'transport', method: 'SETUP', detail: 'not interleaved' },
  ],
  'an end in the middle of an answer': [
    describing((_, socket) => {
      socket.end('RTSP/1.0 200 OK\r\nCSeq:');
      return null;
    }),
    { kind: 'closed' },
  ],
  'RTP of one byte': [playing(Uint8Array.of(0x80)), noMedia],
  'RTP of no bytes': [playing(new Uint8Array(0)), noMedia],
  'RTP with more padding than packet': [
    playing(Uint8Array.of(0xa0, 0xe0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 255)),
    noMedia,
  ],
  'frames of 65,535 bytes of nothing': [playing(new Uint8Array(65_535), new Uint8Array(65_535)), noMedia],
};

const names = Object.keys(cases);
const cameras: RawCamera[] = [];
const logged = new Map<string, object[]>();
const note = (fields: object): void => {
  const { cameraId } = fields as { cameraId?: string };
  if (cameraId !== undefined) logged.set(cameraId, [...(logged.get(cameraId) ?? []), fields]);
};
const log: Log = { debug: note, info: note, warn: note, error: note };
const gone = new AbortController();
let gateway: Gateway;

const cameraIdOf = (name: string): string => `cam_${names.indexOf(name)}`;

async function streamOf(name: string): Promise<StreamDiagnostics | undefined> {
  const answer = await fetch(`${gateway.url}/internal/diagnostics/${cameraIdOf(name)}`, {
    headers: { authorization: `Bearer ${serviceToken()}` },
  });
  return diagnosticsSchema.parse(await answer.json()).streams[0];
}

// All of them at once: most are found out by what does not come in eight seconds.
beforeAll(async () => {
  for (const [script] of Object.values(cases)) cameras.push(await startRawCamera(script));
  gateway = await startTestGateway({
    sources: Object.fromEntries(cameras.map(({ url }, index) => [`cam_${index}`, url])),
    limits: { sessions: { connectsPerSite: cameras.length } },
    log,
  });
  for (const [index] of cameras.entries()) {
    const cameraId = `cam_${index}`;
    const watching = { headers: bearer({ cameraId }), signal: gone.signal };
    void fetch(`${gateway.url}/live/${cameraId}/main/index.m3u8`, watching).catch(() => null);
  }
});

afterAll(async () => {
  gone.abort();
  await gateway.close();
  for (const camera of cameras) await camera.close();
});

describe('a camera that sends', () => {
  it.each(Object.entries(cases))(
    '%s is told by its name, counted, and tried again',
    async (name, [, told, quirk]) => {
      await expect
        .poll(async () => (await streamOf(name))?.changes.map(({ state }) => state), { timeout: 20_000 })
        .toContain('backing_off');
      const stream = await streamOf(name);
      const entries = logged.get(cameraIdOf(name)) ?? [];
      if (told === noMedia) {
        expect(stream?.changes.map(({ reason }) => reason)).toContain(noMedia);
        expect(entries).toContainEqual(expect.objectContaining({ state: 'backing_off', reason: noMedia }));
      } else {
        expect(stream?.errors[0]).toMatchObject(told);
        expect(entries).toContainEqual(expect.objectContaining(told));
      }
      if (quirk !== undefined) expect(stream?.quirks.map(({ id }) => id)).toContain(quirk);
    },
    30_000,
  );

  it('none of it ends the gateway, and packets that are none are counted', async () => {
    const malformed = () => metricOf(gateway, 'beaconwall_gateway_source_events{kind="malformedPackets"}');
    await expect.poll(malformed, { timeout: 20_000 }).toBeGreaterThan(3);
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  }, 30_000);
});
