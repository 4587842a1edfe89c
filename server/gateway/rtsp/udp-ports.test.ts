import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { DatagramPorts } from './datagrams.ts';
import { openUdpPorts } from './udp-ports.ts';

const running: { close(): void }[] = [];

afterEach(() => {
  for (const one of running.splice(0)) one.close();
});

async function device(address: string): Promise<Socket> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  running.push(socket);
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}

/** Ports for a device, and a promise of the next packet heard. */
async function open(address: string) {
  let next = Promise.withResolvers<string>();
  const hear = (text: string): void => next.resolve(text);
  const ports: DatagramPorts | null = await openUdpPorts(address, {
    rtp: (packet) => hear(`rtp ${Buffer.from(packet).toString()}`),
    rtcp: (packet, port) => hear(`rtcp ${Buffer.from(packet).toString()} ${port}`),
  });
  if (ports === null) throw new Error('no ports');
  running.push(ports);
  const heard = async (): Promise<string> => {
    const text = await next.promise;
    next = Promise.withResolvers<string>();
    return text;
  };
  return { ports, heard };
}

describe('Q14 UDP ports', () => {
  it.each(['127.0.0.1', '::1'])(
    'are an even one and the next, and hear the device at %s',
    async (address) => {
      const camera = await device(address);
      const { ports, heard } = await open(address);
      expect(ports.rtpPort % 2).toBe(0);
      camera.send('media', ports.rtpPort, address);
      expect(await heard()).toBe('rtp media');
      camera.send('report', ports.rtpPort + 1, address);
      expect(await heard()).toBe(`rtcp report ${camera.address().port}`);
      const answered = once(camera, 'message');
      ports.sendControl(Buffer.from('back'), camera.address().port);
      const [packet, from] = await answered;
      expect([String(packet), from.port]).toEqual(['back', ports.rtpPort + 1]);
    },
  );

  it('hear nobody but the device', async () => {
    const [camera, stranger] = [await device('127.0.0.1'), await device('127.0.0.2')];
    const { ports, heard } = await open('127.0.0.1');
    // Loopback keeps the order, so a stranger's packet that counted would be heard first.
    await new Promise((resolve) => stranger.send('foreign', ports.rtpPort, '127.0.0.1', resolve));
    camera.send('ours', ports.rtpPort, '127.0.0.1');
    expect(await heard()).toBe('rtp ours');
  });

  it('are free again once closed, and closing twice is harmless', async () => {
    const { ports } = await open('127.0.0.1');
    ports.close();
    ports.close();
    ports.sendControl(Buffer.from('late'), 9);
    const again = createSocket('udp4');
    running.push(again);
    again.bind(ports.rtpPort);
    await once(again, 'listening');
    expect(again.address().port).toBe(ports.rtpPort);
  });
});
