import type { StreamProfile } from '#core/camera';
import { type StreamTicket, signTicket } from '#core/contracts';
import type { CameraId, SessionId } from '#core/kit';
import type { Services } from './services.ts';

/** What a ticket is for; whether the session may have it is the caller's check. */
export interface TicketOrder {
  readonly sessionId: SessionId;
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  readonly expiresAtMs: number;
}

/** Signs a ticket, and says where its stream is. */
export function issueTicket(
  order: TicketOrder,
  { hmac, gatewayPublicUrl }: Pick<Services, 'hmac' | 'gatewayPublicUrl'>,
): StreamTicket {
  const { cameraId, profile, expiresAtMs } = order;
  return {
    ...{ cameraId, profile, expiresAtMs },
    ticket: signTicket(order, hmac),
    playlistUrl: `${gatewayPublicUrl}/live/${cameraId}/${profile}/index.m3u8`,
    feedUrl: `${gatewayPublicUrl.replace(/^http/, 'ws')}/feed`,
  };
}
