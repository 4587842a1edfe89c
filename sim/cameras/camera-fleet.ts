import { createHash } from 'node:crypto';
import { type StreamProfile, streamProfiles } from '#core/camera';
import { assertNever, type Clock } from '#core/kit';
import { type Fault, type FaultBook, hasPower } from '#sim/faults';
import { type CodedPanorama, DomeFootage, frames, PanoramaSlices, PtzHead } from '#sim/ptz';
import type { Manner, StreamCatalogue, VideoEncoding } from '#sim/rtsp';
import { CameraStream } from './camera-stream.ts';
import { chooseClip, type SimulatedCamera, type SoundKind } from './choose-clip.ts';
import type { Clip } from './clip.ts';
import { ClipFootage, type Footage } from './footage.ts';
import { aacSound, g711Sound, type SoundClip, type SoundSource } from './sound-source.ts';
import type { TimerWheel } from './timer-wheel.ts';

const MAX_PHASE_MS = 3_600_000;

/** How a camera is doing, for whoever directs the simulation. */
interface CameraReport {
  readonly code: string;
  readonly clip: string;
  readonly fault: Fault | null;
  readonly viewers: readonly {
    readonly profile: StreamProfile;
    readonly transport: 'tcp' | 'udp';
    /** As the viewer's last receiver report says; `null` before the first. */
    readonly packetsLost: number | null;
  }[];
}

export interface FleetOptions {
  readonly cameras: readonly SimulatedCamera[];
  /** At least one. */
  readonly clips: readonly Clip[];
  /** What cameras that turn look at, in the order of `loadPanorama`; empty: there are none that turn. */
  readonly panorama: readonly CodedPanorama[];
  /** What cameras with a microphone hear; null: none has one. */
  readonly sound: SoundClip | null;
  readonly padToBitsPerSecond: Readonly<Partial<Record<StreamProfile, number>>>;
  readonly faults: FaultBook;
  readonly clock: Clock;
  readonly wheel: TimerWheel;
  readonly random: () => number;
}

interface Station {
  /** What `reports` calls the footage. */
  readonly clip: string;
  readonly footage: (profile: StreamProfile) => Footage;
  readonly head: PtzHead | null;
  readonly sound: SoundSource | null;
  readonly codec: VideoEncoding;
  readonly stillGopS: number | null;
  readonly phaseMs: number;
  /** Made when first asked for: most cameras are watched by nobody. */
  readonly streams: Map<StreamProfile, CameraStream>;
}

/** All cameras. What a camera shows follows from its code and scene, so it is the same after every start. */
export class CameraFleet implements StreamCatalogue {
  readonly #options: FleetOptions;
  readonly #sounds: Readonly<Record<SoundKind | 'none', SoundSource | null>>;
  readonly #stations = new Map<string, Station>();

  /** @throws if there is no clip to show */
  constructor(options: FleetOptions) {
    this.#options = options;
    const aac = options.sound === null ? null : aacSound(options.sound);
    this.#sounds = { none: null, aac, g711: g711Sound() };
    const panorama = options.panorama.map((level) => new PanoramaSlices(level));
    for (const camera of options.cameras) this.#stations.set(camera.code, this.#station(camera, panorama));
  }

  #station(camera: SimulatedCamera, panorama: readonly PanoramaSlices[]): Station {
    const number = numberOf(camera.code);
    const common = {
      phaseMs: number % MAX_PHASE_MS,
      streams: new Map(),
      sound: this.#sounds[camera.sound ?? 'none'],
      codec: camera.codec ?? 'H264',
      stillGopS: camera.stillGopS ?? null,
    };
    if (camera.ptz === true && panorama.length > 0) {
      const head = new PtzHead(this.#options.clock, common.phaseMs);
      const footage = (profile: StreamProfile) => new DomeFootage(frames[profile], head, panorama);
      return { ...common, clip: 'panorama', footage, head };
    }
    const clip = chooseClip(this.#options.clips, camera, number);
    const footage = (profile: StreamProfile) => new ClipFootage(clip.profiles[profile]);
    return { ...common, clip: clip.name, footage, head: null };
  }

  /** The motors of a camera; null if it has none, or is unknown. */
  head(code: string): PtzHead | null {
    return this.#stations.get(code)?.head ?? null;
  }

  has(code: string): boolean {
    return this.#stations.has(code);
  }

  find(code: string, profile: StreamProfile): CameraStream | null {
    const station = this.#stations.get(code);
    if (station === undefined) return null;
    const known = station.streams.get(profile);
    if (known !== undefined) return known;
    const stream = new CameraStream({
      ...this.#options,
      ...{ code, sound: station.sound, codec: station.codec, stillGopS: station.stillGopS },
      footage: station.footage(profile),
      phaseMs: station.phaseMs,
      padToBitsPerSecond: this.#options.padToBitsPerSecond[profile] ?? null,
    });
    station.streams.set(profile, stream);
    return stream;
  }

  manner(code: string): Manner {
    const fault = this.#options.faults.of(code);
    if (!hasPower(fault, this.#options.clock.now())) return { kind: 'dead' };
    switch (fault?.fault) {
      case 'half-open':
        return { kind: 'mute' };
      case 'trickle':
        return { kind: 'trickles', byteMs: fault.byteMs };
      case 'wrong-password':
        return { kind: 'denies_everyone' };
      case 'refuse':
        return { kind: 'full', status: fault.status };
      case 'freeze':
      case 'black':
      case 'garbage':
      case 'drop':
      case 'slow':
      case 'stall':
      case 'stop':
      case 'flap':
      case 'parameters':
      case 'clock-jump':
      case 'oversized':
      case 'mute':
      case undefined:
        return { kind: 'well' };
      default:
        return assertNever(fault);
    }
  }

  reports(): CameraReport[] {
    return [...this.#stations].map(([code, { clip, streams }]) => ({
      code,
      clip,
      fault: this.#options.faults.of(code),
      viewers: streamProfiles.flatMap((profile) =>
        [...(streams.get(profile)?.viewers ?? [])].map(({ transport, reports }) => ({
          profile,
          transport,
          packetsLost: reports.at(-1)?.packetsLost ?? null,
        })),
      ),
    }));
  }
}

/** A number that looks random but belongs to the code. */
function numberOf(code: string): number {
  return createHash('md5').update(code).digest().readUInt32BE(0);
}
