import type { GatewayPlace } from '#core/gateways';

/** The one gateway of an installation. @param publicUrl for browsers, where that is another */
export function onlyGateway(internalUrl: string, publicUrl = internalUrl): [GatewayPlace] {
  return [{ id: publicUrl, publicUrl, internalUrl }];
}
