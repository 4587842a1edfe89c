import type { VideoCodecName } from '../codec/index.ts';
import type { MediaDescription, SessionDescription } from '../rtsp/index.ts';

/** The track to relay, and how its packets are to be read. */
export interface SelectedVideo {
  readonly media: MediaDescription;
  readonly payloadType: number;
  readonly codec: VideoCodecName;
  /** Ticks per second; RFC 6184, 8.2.1 and RFC 7798, 7.1 allow 90,000 only. */
  readonly clockRate: number;
  /** NAL units in base64, separated by commas. */
  readonly parameterSets: string | null;
}

const CLOCK_RATE = 90_000;
const H265_PARAMETERS = ['sprop-vps', 'sprop-sps', 'sprop-pps'] as const;

/**
 * The first H.264 track, which every browser can play; else the first of H.265. A format without `rtpmap` counts if its
 * parameters are those of the codec. @returns null if there is neither
 */
export function selectVideo(description: SessionDescription): SelectedVideo | null {
  const videos = description.media.flatMap((media) =>
    media.kind === 'video' ? media.payloadTypes.flatMap((type) => videoOf(media, type) ?? []) : [],
  );
  return videos.find(({ codec }) => codec === 'h264') ?? videos[0] ?? null;
}

function videoOf(media: MediaDescription, payloadType: number): SelectedVideo | null {
  const parameters = media.formats.get(payloadType);
  const h264Sets = parameters?.get('sprop-parameter-sets') ?? null;
  const h265Sets = H265_PARAMETERS.flatMap((name) => parameters?.get(name) ?? []);
  const implied = h264Sets !== null ? 'H264' : h265Sets.length > 0 ? 'H265' : '';
  const encoding = media.rtpMaps.get(payloadType)?.encoding ?? implied;
  const common = { media, payloadType, clockRate: CLOCK_RATE };
  if (encoding === 'H264') return { ...common, codec: 'h264', parameterSets: h264Sets };
  if (encoding === 'H265' || encoding === 'HEVC') {
    return { ...common, codec: 'h265', parameterSets: h265Sets.length > 0 ? h265Sets.join(',') : null };
  }
  return null;
}
