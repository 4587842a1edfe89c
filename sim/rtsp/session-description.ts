import { PAYLOAD_TYPE, RTP_CLOCK_HZ } from '#sim/rtp';
import { TRACKS } from './stream-url.ts';

/** What a client must know of a stream before it plays. */
export interface StreamDescription {
  readonly name: string;
  /** Pictures per second. */
  readonly frameRate: number;
  /** Without start codes. */
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
  /** What the pictures are said to be; what is sent is H.264 all the same. */
  readonly codec: VideoEncoding;
  /** Null for a camera without a microphone. */
  readonly sound: SoundDescription | null;
}

export type VideoEncoding = 'H264' | 'MP4V-ES';

/** What a client must know of a track of sound. */
export interface SoundDescription {
  readonly payloadType: number;
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
  /** Of `fmtp`; null where the encoding has none. */
  readonly parameters: string | null;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * Writes the session description (RFC 4566): one H.264 track with its parameters as RFC 6184 8.2.1 has them, and one of
 * sound where there is some.
 * @param options.sessionId numeric, the same for every description of the stream
 */
export function encodeSessionDescription(
  stream: StreamDescription,
  options: { readonly sessionId: number; readonly host: string },
): string {
  const addressType = options.host.includes(':') ? 'IP6' : 'IP4';
  const lines = [
    'v=0',
    `o=- ${options.sessionId} 1 IN ${addressType} ${options.host}`,
    `s=${stream.name}`,
    `c=IN ${addressType} ${addressType === 'IP6' ? '::' : '0.0.0.0'}`,
    't=0 0',
    'a=control:*',
    'a=range:npt=now-',
    `m=video 0 RTP/AVP ${PAYLOAD_TYPE}`,
    `a=rtpmap:${PAYLOAD_TYPE} ${stream.codec}/${RTP_CLOCK_HZ}`,
    ...(stream.codec === 'H264' ? [h264Parameters(stream)] : []),
    `a=framerate:${stream.frameRate}`,
    `a=control:${TRACKS.video}`,
    ...(stream.sound === null ? [] : soundLines(stream.sound)),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function h264Parameters({ sps, pps }: StreamDescription): string {
  const profileLevelId = Buffer.from(sps.subarray(1, 4)).toString('hex');
  const sets = `${base64(sps)},${base64(pps)}`;
  return `a=fmtp:${PAYLOAD_TYPE} packetization-mode=1;profile-level-id=${profileLevelId};sprop-parameter-sets=${sets}`;
}

function soundLines({ payloadType, encoding, clockHz, channels, parameters }: SoundDescription): string[] {
  return [
    `m=audio 0 RTP/AVP ${payloadType}`,
    `a=rtpmap:${payloadType} ${encoding}/${clockHz}/${channels}`,
    ...(parameters === null ? [] : [`a=fmtp:${payloadType} ${parameters}`]),
    `a=control:${TRACKS.sound}`,
  ];
}
