import type { MediaDescription } from '../rtsp/index.ts';

/** Payload types that need no `rtpmap` (RFC 3551, 6), as far as cameras use them. */
const STATIC_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'PCMU'],
  [3, 'GSM'],
  [4, 'G723'],
  [8, 'PCMA'],
  [9, 'G722'],
  [10, 'L16'],
  [11, 'L16'],
  [14, 'MPA'],
  [18, 'G729'],
  [26, 'JPEG'],
  [31, 'H261'],
  [32, 'MPV'],
  [33, 'MP2T'],
]);

const NAME_LENGTH_MAX = 32;

/** What a format of a track is called, for whoever reads why it is not relayed; never empty. */
export function encodingName({ rtpMaps }: MediaDescription, payloadType: number): string {
  const name = rtpMaps.get(payloadType)?.encoding ?? STATIC_NAMES.get(payloadType) ?? `type ${payloadType}`;
  return name.slice(0, NAME_LENGTH_MAX);
}
