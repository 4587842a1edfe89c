import { createHmac } from 'node:crypto';
import { decodeFeedFrame, type FeedFrame, feedEndSchema, type Hmac, signTicket } from '#core/contracts';
import { type CameraId, fail, ManualClock, ok, type SessionId, type UserId } from '#core/kit';
import type { VideoFormat } from '../../codec/index.ts';
import type { InitSegment, Part } from '../../fmp4/index.ts';
import { BufferPool, type PooledBuffer } from '../../memory/index.ts';
import { RevocationList } from '../../revocation/index.ts';
import { type AcquireFeed, FeedConnection } from '../feed-connection.ts';
import { newFeedCounters } from '../feed-counters.ts';
import { defaultFeedLimits } from '../feed-limits.ts';
import type { FeedSocket } from '../feed-socket.ts';
import { StreamFeed } from '../stream-feed.ts';

const hmac: Hmac = (data) => createHmac('sha256', 'key').update(data).digest('base64url');
/** Bytes that may wait in a socket. */
export const LIMIT = 1000;
/** A frame's payload, where that is JSON. */
export const text = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString());

/** The network's end: what arrives, and how full the pipe is. */
export class Wire implements FeedSocket {
  readonly frames: FeedFrame[] = [];
  readonly payloads: Uint8Array[] = [];
  bufferedBytes = 0;
  pings = 0;
  closed: string | null = null;
  /** Whether the client reads. */
  reading = true;

  send(header: Uint8Array, payload: Uint8Array): void {
    const decoded = decodeFeedFrame(new Uint8Array(Buffer.concat([header, payload])));
    if (!decoded.ok) throw new Error(decoded.error);
    this.frames.push(decoded.value);
    this.payloads.push(payload);
    if (!this.reading) this.bufferedBytes += header.byteLength + payload.byteLength;
  }

  sendPooled(header: Uint8Array, payload: PooledBuffer): void {
    this.send(header, payload.bytes);
  }

  ping(): void {
    this.pings += 1;
  }

  close(code: number, reason: string): void {
    this.closed = `${code} ${reason}`;
  }

  terminate(): void {
    this.closed = 'terminated';
  }
}

export const initOf = (id: number): InitSegment => ({
  id,
  format: {} as VideoFormat,
  bytes: Uint8Array.of(id),
});

export function partOf(sequence: number, independent: boolean, initId = 0, bytes = 300): Part {
  const memory = new BufferPool().take(bytes);
  return {
    sequence,
    initId,
    bytes: memory.bytes.fill(sequence),
    memory,
    startTicks: sequence * 18_000,
    durationTicks: 18_000,
    targetTicks: 19_440,
    independent,
    segmentStart: independent,
    discontinuity: false,
    capturedAtUs: 1_700_000_000_000_000 + sequence,
    frameCount: 5,
    firstSampleBytes: 100,
  };
}

interface Ticket {
  readonly cameraId: string;
  readonly profile: 'main' | 'sub';
  readonly lifetimeMs: number;
}

/** A connection with one client and one stream, `cam_1`, on a clock that stands. */
export function stage(acquire?: AcquireFeed) {
  const clock = new ManualClock();
  const wire = new Wire();
  const feed = new StreamFeed();
  const counters = newFeedCounters();
  const sent: string[] = [];
  const revocations = new RevocationList(clock);
  let leases = 0;
  const take: AcquireFeed = async (cameraId) => {
    if (cameraId !== 'cam_1') return fail('not_found');
    leases += 1;
    return ok({
      feed,
      release: () => {
        leases -= 1;
      },
    });
  };
  const connection = new FeedConnection({
    socket: wire,
    acquire: acquire ?? take,
    hmac,
    clock,
    revocations,
    recorder: (viewer) => () => void sent.push(viewer.cameraId),
    address: '10.0.0.7',
    limits: { ...defaultFeedLimits, bufferedBytes: LIMIT, streamsPerSocket: 3 },
    counters,
  });
  const ticket = ({ cameraId = 'cam_1', profile = 'main', lifetimeMs = 60_000 }: Partial<Ticket> = {}) =>
    signTicket(
      {
        sessionId: 'ses_1' as SessionId,
        userId: 'usr_1' as UserId,
        cameraId: cameraId as CameraId,
        profile,
        issuedAtMs: clock.now(),
        expiresAtMs: clock.now() + lifetimeMs,
      },
      hmac,
    );
  const say = async (message: object) => {
    connection.message(JSON.stringify(message));
    await Promise.resolve();
    await Promise.resolve();
  };
  const subscribe = (stream: number, with_: Partial<Ticket> = {}, cameraId = 'cam_1') =>
    say({ op: 'subscribe', stream, cameraId, profile: 'main', ticket: ticket(with_) });
  const ends = () =>
    wire.frames
      .filter((frame) => frame.type === 'end')
      .map((frame) => [frame.streamId, feedEndSchema.parse(text(frame.payload)).code]);
  return {
    clock,
    wire,
    feed,
    counters,
    revocations,
    sent,
    connection,
    ticket,
    say,
    subscribe,
    ends,
    leases: () => leases,
  };
}
