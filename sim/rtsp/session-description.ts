import { PAYLOAD_TYPE, RTP_CLOCK_HZ } from '#sim/rtp';
import { TRACK } from './stream-url.ts';

/** What a client must know of a stream before it plays. */
export interface StreamDescription {
  readonly name: string;
  /** Pictures per second. */
  readonly frameRate: number;
  /** Without start codes. */
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * Writes the session description (RFC 4566) of one H.264 track with its parameters as RFC 6184 8.2.1 has them.
 * @param options.sessionId numeric, the same for every description of the stream
 */
export function encodeSessionDescription(
  stream: StreamDescription,
  options: { readonly sessionId: number; readonly host: string },
): string {
  const addressType = options.host.includes(':') ? 'IP6' : 'IP4';
  const profileLevelId = Buffer.from(stream.sps.subarray(1, 4)).toString('hex');
  const spropParameterSets = `${base64(stream.sps)},${base64(stream.pps)}`;
  const lines = [
    'v=0',
    `o=- ${options.sessionId} 1 IN ${addressType} ${options.host}`,
    `s=${stream.name}`,
    `c=IN ${addressType} ${addressType === 'IP6' ? '::' : '0.0.0.0'}`,
    't=0 0',
    'a=control:*',
    'a=range:npt=now-',
    `m=video 0 RTP/AVP ${PAYLOAD_TYPE}`,
    `a=rtpmap:${PAYLOAD_TYPE} H264/${RTP_CLOCK_HZ}`,
    `a=fmtp:${PAYLOAD_TYPE} packetization-mode=1;profile-level-id=${profileLevelId};sprop-parameter-sets=${spropParameterSets}`,
    `a=framerate:${stream.frameRate}`,
    `a=control:${TRACK}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
