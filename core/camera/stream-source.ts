import type { CameraId } from '#core/kit';
import type { StreamProfile } from './camera.ts';

/** All the gateway needs to open one stream of one camera. Carries secrets: never logged, never sent on. */
export interface StreamSource {
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  /** `rtsp://host:port/path`, also `rtsps` and `rtspu`, without credentials. */
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** Streams of one device share connect budgets: a device that is full answers 453 for all its channels. */
  readonly deviceKey: string;
  /** Streams of one site share connect budgets too, so that a village whose power returns is not stormed. */
  readonly siteKey: string;
}

export const streamStates = [
  'idle',
  'connecting',
  'starting',
  'live',
  'stalled',
  'backing_off',
  'parked',
] as const;
/** Where a gateway session stands, see docs/design/gateway.md. */
export type StreamState = (typeof streamStates)[number];
