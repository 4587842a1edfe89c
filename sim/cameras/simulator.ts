import type { StreamProfile } from '#core/camera';
import type { Clock, Log } from '#core/kit';
import { type ControlledEvening, ControlServer } from '#sim/control';
import { FaultBook } from '#sim/faults';
import type { CodedPanorama, PtzHead } from '#sim/ptz';
import { type Credentials, type Manner, RtspServer } from '#sim/rtsp';
import { CameraFleet } from './camera-fleet.ts';
import type { SimulatedCamera } from './choose-clip.ts';
import type { Clip } from './clip.ts';
import { PowerSweep } from './power-sweep.ts';
import type { SoundClip } from './sound-source.ts';
import { TimerWheel } from './timer-wheel.ts';

export interface CameraSimulatorOptions {
  /** Address to listen on. */
  readonly host: string;
  /** 0: any free port. */
  readonly rtspPort: number;
  /** 0: any free port. The control API listens on loopback only, whatever `host` is. */
  readonly controlPort: number;
  readonly cameras: readonly SimulatedCamera[];
  /** At least one. */
  readonly clips: readonly Clip[];
  /** What cameras that turn look at, in the order of `loadPanorama`. Default: none turns. */
  readonly panorama?: readonly CodedPanorama[];
  /** What cameras with a microphone hear, those that send AAC. Default: none of them has one. */
  readonly sound?: SoundClip;
  /** What every camera asks for. */
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
  /** Fills streams up to a bit rate with filler, for measurements. Default: as recorded. */
  readonly padToBitsPerSecond?: Readonly<Partial<Record<StreamProfile, number>>>;
  /** What else the control API directs. Default: there is nothing. */
  readonly evening?: ControlledEvening | null;
  /** Default: says nothing. */
  readonly log?: Log;
}

export interface CameraSimulator {
  /** `rtsp://host:port`; a stream is at `/<20-digit code>/<main|sub>` below it. */
  readonly rtspUrl: string;
  readonly rtspPort: number;
  readonly controlUrl: string;
  readonly controlPort: number;
  /** What is wrong with which camera. */
  readonly faults: FaultBook;
  /** How a camera answers, as its faults have it. */
  manner(code: string): Manner;
  /** The motors of a camera; null if it has none. */
  head(code: string): PtzHead | null;
  /** Has the encoder of a stream make a key frame, where it is one that can. */
  synchronise(code: string, profile: StreamProfile): void;
  close(): Promise<void>;
}

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Starts all simulated cameras behind one RTSP port, and the API that gives them faults.
 * @throws if a port cannot be had or there are no clips
 */
export async function startCameraSimulator(options: CameraSimulatorOptions): Promise<CameraSimulator> {
  const { host, cameras, clips, credentials, clock, random, log = silent } = options;
  const wheel = new TimerWheel(clock);
  const faults = new FaultBook((code) => {
    log.info({ code, fault: code === '*' ? null : faults.of(code) }, 'faults changed');
    power.run();
  });
  const power = new PowerSweep({
    ...{ faults, wheel },
    cutDead: () => server.disconnect((watched) => fleet.manner(watched).kind === 'dead'),
  });
  const padToBitsPerSecond = options.padToBitsPerSecond ?? {};
  const fleet = new CameraFleet({
    ...{ cameras, clips, panorama: options.panorama ?? [], sound: options.sound ?? null, padToBitsPerSecond },
    ...{ faults, clock, wheel, random },
  });
  const server = await RtspServer.listen({
    host,
    port: options.rtspPort,
    credentials,
    catalogue: fleet,
    clock,
    random,
    log,
  });
  const control = await ControlServer.listen({
    ...{ port: options.controlPort, faults, cameras: fleet, evening: options.evening ?? null },
  }).catch((error: unknown) => {
    server.close();
    throw error;
  });
  return {
    rtspUrl: `rtsp://${host.includes(':') ? `[${host}]` : host}:${server.port}`,
    rtspPort: server.port,
    controlUrl: control.url,
    controlPort: control.port,
    faults,
    manner: (code) => fleet.manner(code),
    head: (code) => fleet.head(code),
    synchronise: (code, profile) => fleet.find(code, profile)?.synchronise(),
    async close() {
      wheel.close();
      server.close();
      await control.close();
    },
  };
}
