import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { DatagramListener, DatagramPorts } from './datagrams.ts';

const PAIR_ATTEMPTS_MAX = 50;
/** A key frame comes at once; the kernel's default would lose its end. */
const RECEIVE_BUFFER_BYTES = 1024 * 1024;

/** The `OpenDatagramPorts` of production. */
export async function openUdpPorts(
  address: string,
  listener: DatagramListener,
): Promise<DatagramPorts | null> {
  for (let attempt = 0; attempt < PAIR_ATTEMPTS_MAX; attempt++) {
    const rtp = await bind(address, 0);
    if (rtp === null) return null;
    const { port } = rtp.address();
    const rtcp = port % 2 === 0 ? await bind(address, port + 1) : null;
    if (rtcp !== null) return pairOf({ rtp, rtcp, address, listener });
    rtp.close();
  }
  return null;
}

interface Pair {
  readonly rtp: Socket;
  readonly rtcp: Socket;
  readonly address: string;
  readonly listener: DatagramListener;
}

function pairOf({ rtp, rtcp, address, listener }: Pair): DatagramPorts {
  let closed = false;
  rtp.on('message', (packet, from) => {
    if (!closed && from.address === address) listener.rtp(packet);
  });
  rtcp.on('message', (packet, from) => {
    if (!closed && from.address === address) listener.rtcp(packet, from.port);
  });
  // A device that has gone makes the kernel report ICMP errors; its RTSP connection tells us.
  for (const socket of [rtp, rtcp]) socket.on('error', () => {});
  return {
    rtpPort: rtp.address().port,
    sendControl: (packet, port) => {
      if (!closed) rtcp.send(packet, port, address, () => {});
    },
    close: () => {
      if (closed) return;
      closed = true;
      rtp.close();
      rtcp.close();
    },
  };
}

async function bind(address: string, port: number): Promise<Socket | null> {
  const type = isIPv6(address) ? 'udp6' : 'udp4';
  const socket = createSocket({ type, recvBufferSize: RECEIVE_BUFFER_BYTES });
  const listening = once(socket, 'listening');
  socket.bind(port);
  try {
    await listening;
    return socket;
  } catch {
    socket.close();
    return null;
  }
}
