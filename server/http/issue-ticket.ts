import type { StreamProfile } from '#core/camera';
import { type StreamTicket, signTicket } from '#core/contracts';
import type { GatewayPlace } from '#core/gateways';
import type { CameraId, SessionId } from '#core/kit';
import type { Services } from './services.ts';

/** What a ticket is for; whether the session may have it is the caller's check. */
export interface TicketOrder {
  readonly sessionId: SessionId;
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  readonly expiresAtMs: number;
}

/** Signs a ticket, and says where its stream is. @param place of the gateway that has it; else the camera's own */
export function issueTicket(
  order: TicketOrder,
  { hmac, gateways }: Pick<Services, 'hmac' | 'gateways'>,
  place: GatewayPlace = gateways.for(order.cameraId),
): StreamTicket {
  const { publicUrl } = place;
  const { cameraId, profile, expiresAtMs } = order;
  return {
    ...{ cameraId, profile, expiresAtMs },
    ticket: signTicket(order, hmac),
    playlistUrl: `${publicUrl}/live/${cameraId}/${profile}/index.m3u8`,
    feedUrl: `${publicUrl.replace(/^http/, 'ws')}/feed`,
  };
}
