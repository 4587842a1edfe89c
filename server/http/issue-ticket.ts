import type { Principal } from '#core/access';
import type { StreamProfile } from '#core/camera';
import { type StreamTicket, signTicket } from '#core/contracts';
import type { GatewayPlace } from '#core/gateways';
import type { CameraId, EpochMs } from '#core/kit';
import type { Services } from './services.ts';

/** What a ticket is for; whether `principal` may have it is the caller's check. */
export interface TicketOrder {
  readonly principal: Pick<Principal, 'sessionId' | 'userId' | 'readMs' | 'endsMs'>;
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  /** Sooner if the session or the account ends before. */
  readonly expiresAtMs: EpochMs;
}

/** Signs a ticket, and says where its stream is. @param place of the gateway that has it; else the camera's own */
export function issueTicket(
  order: TicketOrder,
  { hmac, gateways }: Pick<Services, 'hmac' | 'gateways'>,
  place: GatewayPlace = gateways.for(order.cameraId),
): StreamTicket {
  const { publicUrl } = place;
  const { principal, cameraId, profile } = order;
  const { sessionId, userId, readMs: issuedAtMs, endsMs } = principal;
  const expiresAtMs = Math.min(order.expiresAtMs, endsMs);
  return {
    ...{ cameraId, profile, expiresAtMs },
    ticket: signTicket({ sessionId, userId, cameraId, profile, issuedAtMs, expiresAtMs }, hmac),
    playlistUrl: `${publicUrl}/live/${cameraId}/${profile}/index.m3u8`,
    feedUrl: `${publicUrl.replace(/^http/, 'ws')}/feed`,
  };
}
