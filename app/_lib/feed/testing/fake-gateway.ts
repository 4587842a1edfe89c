import { encodeFeedHeader, type FeedFrame, type FeedRequest, feedRequestSchema } from '#core/contracts';
import type { FeedSocketHandlers } from '../feed-socket.ts';

/** A gateway of the test's own: remembers sockets and what was asked on them. */
export class FakeGateway {
  readonly sockets: {
    readonly handlers: FeedSocketHandlers;
    readonly sent: FeedRequest[];
    closed: boolean;
  }[] = [];

  readonly open = (_url: string, handlers: FeedSocketHandlers) => {
    const socket = { handlers, sent: [] as FeedRequest[], closed: false };
    this.sockets.push(socket);
    return {
      send: (text: string) => socket.sent.push(feedRequestSchema.parse(JSON.parse(text))),
      close: () => {
        socket.closed = true;
        handlers.onClose();
      },
    };
  };

  get latest() {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  send(frame: Partial<FeedFrame> & { readonly streamId: number }, payload = new Uint8Array()) {
    const defaults = { type: 'part', keyFrame: false, discontinuity: false, sequence: 0 } as const;
    const header = encodeFeedHeader({ ...defaults, capturedAtUs: 0, durationUs: 0, ...frame });
    const bytes = new Uint8Array(header.byteLength + payload.byteLength);
    bytes.set(header);
    bytes.set(payload, header.byteLength);
    this.latest.handlers.onMessage(bytes);
  }
}
