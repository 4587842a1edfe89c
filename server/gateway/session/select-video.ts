import type { MediaDescription, SessionDescription } from '../rtsp/index.ts';

/** The track to relay, and how its packets are to be read. */
export interface SelectedVideo {
  readonly media: MediaDescription;
  readonly payloadType: number;
  /** Ticks per second; RFC 6184, 8.2.1 allows 90,000 only. */
  readonly clockRate: number;
  readonly parameterSets: string | null;
}

const CLOCK_RATE = 90_000;

/** The first H.264 track. A format without `rtpmap` counts if its parameters are those of H.264. @returns null if none */
export function selectVideo(description: SessionDescription): SelectedVideo | null {
  for (const media of description.media) {
    if (media.kind !== 'video') continue;
    for (const payloadType of media.payloadTypes) {
      const parameters = media.formats.get(payloadType);
      const parameterSets = parameters?.get('sprop-parameter-sets') ?? null;
      const encoding = media.rtpMaps.get(payloadType)?.encoding ?? (parameterSets === null ? '' : 'H264');
      if (encoding === 'H264') return { media, payloadType, clockRate: CLOCK_RATE, parameterSets };
    }
  }
  return null;
}
