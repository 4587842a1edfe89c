import type { OfflineReason } from '#core/camera';
import { assertNever } from '#core/kit';
import type { RtspErrorKind } from '../rtsp/index.ts';

/** The word on the tile for what went wrong on the wire. */
export function offlineReasonOf(kind: RtspErrorKind): OfflineReason {
  switch (kind) {
    // One word for an address that may not be tried and one where nobody is: the tile tells nothing of the network.
    case 'forbidden':
    case 'unreachable':
    case 'closed':
      return 'unreachable';
    case 'refused':
    case 'busy':
      return 'refused';
    case 'timeout':
      return 'timeout';
    case 'unauthorized':
      return 'unauthorized';
    case 'not_found':
      return 'not_found';
    case 'no_video':
      return 'no_media';
    case 'unsupported_codec':
      return 'unsupported_codec';
    case 'status':
    case 'redirect':
    case 'bad_url':
    case 'transport':
    case 'fault':
      return 'protocol_error';
    default:
      return assertNever(kind);
  }
}
