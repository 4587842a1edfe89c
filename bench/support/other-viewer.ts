import { once } from 'node:events';
import type { Page } from 'playwright';
import { WebSocket } from 'ws';
import { decodeFeedFrame, type FeedRequest, streamTicketResponseSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';

const FIRST_PART_MS = 15_000;

/**
 * Somebody else who watches the small stream of a camera, over the wall feed like any tile, with a ticket of the
 * signed-in user of `page`. Resolves when pictures come.
 */
export async function watchElsewhere(page: Page, cameraId: CameraId): Promise<Disposable> {
  const response = await page.request.post(new URL('/api/stream-tickets', page.url()).href, {
    data: { streams: [{ cameraId, profile: 'sub' }] },
  });
  const [ticket] = streamTicketResponseSchema.parse(await response.json()).tickets;
  if (ticket === undefined) throw new Error(`no ticket for ${cameraId}`);
  const socket = new WebSocket(ticket.feedUrl, { perMessageDeflate: false });
  await once(socket, 'open');
  const request: FeedRequest = {
    op: 'subscribe',
    stream: 1,
    cameraId,
    profile: 'sub',
    ticket: ticket.ticket,
  };
  socket.send(JSON.stringify(request));
  const signal = AbortSignal.timeout(FIRST_PART_MS);
  for (;;) {
    const [message] = (await once(socket, 'message', { signal })) as [Buffer<ArrayBuffer>];
    const frame = decodeFeedFrame(message);
    if (frame.ok && frame.value.type === 'part') break;
  }
  return { [Symbol.dispose]: () => socket.terminate() };
}
