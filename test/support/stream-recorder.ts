import type { StreamSource } from '#core/camera';
import { type CameraId, systemClock } from '#core/kit';
import { networkRules } from '#test/network-rules';
import { quietLog } from '#test/quiet-log';
import type { AacFormat, AccessUnit, VideoFormat } from '../../server/gateway/codec/index.ts';
import { checkedConnect, checkedDatagrams, createCameraNetwork } from '../../server/gateway/network/index.ts';
import { openUdpPorts, tcpConnect } from '../../server/gateway/rtsp/index.ts';
import {
  defaultSessionLimits,
  type MediaSink,
  SessionRegistry,
  type StreamStatus,
} from '../../server/gateway/session/index.ts';

const loopback = networkRules('127.0.0.1/32');
/** Of every camera that a test starts. */
export const credentials = { username: 'viewer', password: 'gst-Pass-1' };
/** The only camera of a test's registry. */
export const cameraId = 'cam_gst' as CameraId;

/** An output that remembers what it was given, in order, and lets a test wait for something. */
export class StreamRecorder implements MediaSink {
  readonly ticksToNextPart = 0;
  readonly formats: VideoFormat[] = [];
  readonly units: AccessUnit[] = [];
  readonly audioFormats: (AacFormat | null)[] = [];
  readonly audioFrames: { readonly data: Uint8Array; readonly ticks: number }[] = [];
  readonly events: string[] = [];
  closed = false;
  #waiters: { readonly met: () => boolean; readonly resolve: () => void }[] = [];

  format(format: VideoFormat): void {
    this.formats.push(format);
    this.#note('format');
  }

  accessUnit(unit: AccessUnit): void {
    this.units.push(unit);
    this.#note(unit.keyFrame ? 'key' : 'unit');
  }

  audioFormat(format: AacFormat | null): void {
    this.audioFormats.push(format);
  }

  audioFrame(data: Uint8Array, ticks: number): void {
    this.audioFrames.push({ data, ticks });
    this.#note('sound');
  }

  interrupted(): void {
    this.#note('interrupted');
  }

  status(status: StreamStatus): void {
    this.#note(`${status.state}${status.reason === null ? '' : `:${status.reason}`}`);
  }

  close(): void {
    this.closed = true;
    this.#note('close');
  }

  /** Resolves when `met` holds, which is looked at after every event. */
  until(met: () => boolean): Promise<void> {
    if (met()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ met, resolve }));
  }

  #note(event: string): void {
    this.events.push(event);
    for (const waiter of this.#waiters.filter(({ met }) => met())) {
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      waiter.resolve();
    }
  }
}

/** How the camera at `url` is reached. */
export function sourceOf({ url }: { readonly url: string }, password = credentials.password): StreamSource {
  return {
    cameraId,
    profile: 'main',
    url,
    credentials: { ...credentials, password },
    deviceKey: 'device',
    siteKey: 'site',
  };
}

/** The gateway's input as in production, on loopback. */
export function registryOf(source: StreamSource): SessionRegistry<StreamRecorder> {
  const network = createCameraNetwork({ rules: loopback });
  return new SessionRegistry({
    directory: { find: async (id) => (id === cameraId ? source : null) },
    statusSink: { report: () => {} },
    createOutput: () => new StreamRecorder(),
    clock: systemClock,
    random: Math.random,
    connect: checkedConnect(network, tcpConnect),
    openDatagrams: checkedDatagrams(network, openUdpPorts),
    log: quietLog,
    limits: defaultSessionLimits,
  });
}

/** Takes a hold on the stream; it is never given back, closing the registry ends it. */
export async function watch(registry: SessionRegistry<StreamRecorder>): Promise<StreamRecorder> {
  const lease = await registry.acquire(cameraId, 'main');
  if (!lease.ok) throw new Error(lease.error);
  return lease.value.output;
}
