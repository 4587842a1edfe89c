import { type GatewayPlace, rendezvous } from '#core/gateways';
import type { Database } from '#db/database';
import { listLiveGateways, listWarmStreams } from '#db/repositories';

type WarmStream = Awaited<ReturnType<typeof listWarmStreams>>[number];

/** Of all gateways together. */
const WARM_MAX = 1_000;

/**
 * The streams that this gateway keeps warm: those of its own cameras, to which viewers are sent. A stream kept warm
 * anywhere else would take a connection of the camera for nobody.
 */
export async function listOwnWarmStreams(
  database: Database,
  { id }: Pick<GatewayPlace, 'id'>,
): Promise<WarmStream[]> {
  const live = await listLiveGateways(database);
  const streams = await listWarmStreams(database, WARM_MAX);
  return streams.filter(({ cameraId }) => (rendezvous(live, cameraId)?.id ?? id) === id);
}
