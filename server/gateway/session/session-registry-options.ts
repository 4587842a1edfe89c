import type { Clock, Log } from '#core/kit';
import type { Connect, OpenDatagramPorts } from '../rtsp/index.ts';
import type { MediaSink } from './media-sink.ts';
import type { CameraDirectory, RequestKeyFrame, StreamKey, StreamStatusSink } from './ports.ts';

export interface SessionLimits {
  /** Sessions held at once; past it `acquire` answers `unavailable`. */
  readonly sessions: number;
  /** Connects under way at once to one device, and to one site. */
  readonly connectsPerDevice: number;
  readonly connectsPerSite: number;
  /** Streams kept open though nobody watches. */
  readonly warm: number;
}

export const defaultSessionLimits: SessionLimits = {
  sessions: 2_000,
  connectsPerDevice: 8,
  connectsPerSite: 8,
  warm: 500,
};

export interface SessionRegistryOptions<Output extends MediaSink> {
  readonly directory: CameraDirectory;
  readonly statusSink: StreamStatusSink;
  /** Makes the output of a new session; the session closes it when it ends. */
  readonly createOutput: (key: StreamKey) => Output;
  readonly clock: Clock;
  /** Uniform in [0, 1): retry jitter, RTCP source ids, digest client nonces. */
  readonly random: () => number;
  readonly connect: Connect;
  readonly openDatagrams: OpenDatagramPorts;
  /** Has a camera send a key frame. Default: nobody can be asked. */
  readonly requestKeyFrame?: RequestKeyFrame;
  readonly log: Log;
  readonly limits: SessionLimits;
}
