/** The little of a WebSocket that the feed needs; a port, so that tests run without a network. */
export interface FeedSocket {
  send(text: string): void;
  close(): void;
}

export interface FeedSocketHandlers {
  onOpen(): void;
  onMessage(bytes: Uint8Array<ArrayBuffer>): void;
  /** Once, however it ended; also when it never opened. */
  onClose(): void;
}

export type OpenFeedSocket = (url: string, handlers: FeedSocketHandlers) => FeedSocket;

/** Opens the browser's WebSocket. */
export const openBrowserSocket: OpenFeedSocket = (url, handlers) => {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => handlers.onOpen();
  socket.onclose = () => handlers.onClose();
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) handlers.onMessage(new Uint8Array(data));
  };
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
};
