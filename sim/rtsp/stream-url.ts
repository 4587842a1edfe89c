import { type StreamProfile, streamProfiles } from '#core/camera';

/** The control name of the only track. */
export const TRACK = 'track1';

/** What `rtsp://host:port/<20-digit code>/<main|sub>[/track1]` names. */
export interface StreamUrl {
  readonly code: string;
  readonly profile: StreamProfile;
  /** Whether the track is meant, or the presentation it belongs to. */
  readonly track: boolean;
}

/** Reads a request URI; `null` when it names no stream. Host and query are not looked at. */
export function parseStreamUrl(uri: string): StreamUrl | null {
  const match = /^rtsp:\/\/[^/]+\/(\d{20})\/([a-z]+)(\/track1)?\/?(?:\?.*)?$/i.exec(uri);
  const [, code = '', name = '', track] = match ?? [];
  const profile = streamProfiles.find((known) => known === name);
  return profile === undefined ? null : { code, profile, track: track !== undefined };
}
