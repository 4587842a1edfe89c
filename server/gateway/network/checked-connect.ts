import type { ByteStream, Connect } from '../rtsp/index.ts';
import type { CameraNetwork } from './camera-network.ts';

/** A `Connect` that reaches only what the network allows; redirects come through here as well. */
export function checkedConnect(network: CameraNetwork, connect: Connect): Connect {
  return (endpoint, listener) => {
    let stream: ByteStream | null = null;
    let closed = false;
    void network.locate(endpoint).then((located) => {
      if (closed) return;
      if (located.ok) stream = connect({ ...located.value, secure: endpoint.secure }, listener);
      else listener.closed(located.error === 'forbidden' ? 'forbidden' : 'unreachable');
    });
    return {
      write: (bytes) => stream?.write(bytes),
      pause: () => stream?.pause(),
      resume: () => stream?.resume(),
      close: () => {
        closed = true;
        stream?.close();
      },
    };
  };
}
