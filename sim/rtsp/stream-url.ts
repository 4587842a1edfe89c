import { type StreamProfile, streamProfiles } from '#core/camera';

/** The control names of the tracks. */
export const TRACKS = { video: 'track1', sound: 'track2' } as const;
export type TrackName = keyof typeof TRACKS;

/** What `rtsp://host:port/<20-digit code>/<main|sub>[/track1|/track2]` names. */
export interface StreamUrl {
  readonly code: string;
  readonly profile: StreamProfile;
  /** The track that is meant; null: the presentation. */
  readonly track: TrackName | null;
}

/** Reads a request URI; `null` when it names no stream. Host and query are not looked at. */
export function parseStreamUrl(uri: string): StreamUrl | null {
  const match = /^rtsp:\/\/[^/]+\/(\d{20})\/([a-z]+)(?:\/track([12]))?\/?(?:\?.*)?$/i.exec(uri);
  const [, code = '', name = '', track] = match ?? [];
  const profile = streamProfiles.find((known) => known === name);
  if (profile === undefined) return null;
  const isSound = track === '2';
  return { code, profile, track: track === undefined ? null : isSound ? 'sound' : 'video' };
}
