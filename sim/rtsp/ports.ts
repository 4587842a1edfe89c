import type { StreamProfile } from '#core/camera';
import type { PacketBatch, ReceptionReport } from '#sim/rtp';
import type { StreamDescription } from './session-description.ts';

/** How a camera answers requests. */
export type Manner =
  | { readonly kind: 'well' }
  /** Like a device without power: the connection just ends. */
  | { readonly kind: 'dead' }
  /** Like a device behind a dead link: the connection stays, and nobody answers. */
  | { readonly kind: 'mute' }
  /** Answers, a byte at a time. */
  | { readonly kind: 'trickles'; readonly byteMs: number }
  /** As if the password had been changed on the device. */
  | { readonly kind: 'denies_everyone' }
  /** Like a device that has no session left. */
  | { readonly kind: 'full'; readonly status: 453 | 503 };

/** What the server asks of the cameras behind it. */
export interface StreamCatalogue {
  /** `null`: there is no such camera. */
  find(code: string, profile: StreamProfile): PlayableStream | null;
  manner(code: string): Manner;
}

/** One track of a stream. */
export interface PlayableTrack {
  readonly ssrc: number;
  /** The sequence number and RTP timestamp that playing starts with, for RTP-Info. */
  position(): { readonly sequence: number; readonly timestamp: number };
  /** Starts sending to a viewer, with the next frame whichever it is, until the returned function is called. */
  play(viewer: Viewer): () => void;
}

/** One profile of one camera: its pictures, and its sound if it has a microphone. */
export interface PlayableStream extends PlayableTrack {
  readonly sound: PlayableTrack | null;
  describe(): StreamDescription;
}

/** Where packets go. */
export interface Viewer {
  readonly transport: 'tcp' | 'udp';
  /** The last reports this viewer sent about the stream. */
  readonly reports: readonly ReceptionReport[];
  sendMedia(batch: PacketBatch): void;
  sendControl(packet: Buffer): void;
}
