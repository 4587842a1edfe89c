import type { StreamProfile } from '#core/camera';
import type { PtzHead } from '#sim/ptz';

/** One lens of a device. */
export interface OnvifChannel {
  /** 20 digits; its streams are at `/<code>/<main|sub>` of the RTSP port. */
  readonly code: string;
  readonly name: string;
}

/** A camera, or a recorder with many channels. */
export interface OnvifDevice {
  /** 20 digits, part of its address. */
  readonly code: string;
  readonly name: string;
  readonly location: string;
  readonly manufacturer: string;
  readonly model: string;
  /** At least one. */
  readonly channels: readonly OnvifChannel[];
}

/** How the devices' services reach what they stand for. */
export interface OnvifSurroundings {
  readonly rtspPort: number;
  /** The motors of a channel; null if it cannot be moved. */
  head(code: string): PtzHead | null;
  /** Has the encoder of a stream make a key frame. */
  synchronise(code: string, profile: StreamProfile): void;
}

/** The token of a media profile: `ch1-main` is a camera's own. `channel` counts from 0. */
export const profileToken = (channel: number, profile: StreamProfile): string =>
  `ch${channel + 1}-${profile}`;

/** Where a device's entry point is, below the ONVIF port. */
export const devicePath = (code: string): string => `/onvif/${code}/device_service`;

/** What both profiles of all channels are, as loadClips() and sim/ptz have them. */
export const PROFILES: Readonly<
  Record<
    StreamProfile,
    { readonly width: number; readonly height: number; readonly frameRate: number; readonly kbps: number }
  >
> = {
  main: { width: 1280, height: 720, frameRate: 25, kbps: 2_048 },
  sub: { width: 640, height: 360, frameRate: 15, kbps: 512 },
};
