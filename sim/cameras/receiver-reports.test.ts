import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRtp } from '#sim/testing';
import { ONE, startTestSimulator, type TestSimulator } from './testing/test-simulator.ts';

let simulator: TestSimulator;
const sockets: Socket[] = [];
beforeEach(async () => {
  simulator = await startTestSimulator();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await simulator.close();
});

/** A receiver report (RFC 3550 6.4.2) of `packetsLost` packets. */
function receiverReport(packetsLost: number): Buffer {
  const report = Buffer.alloc(32);
  report.writeUInt32BE(0x81c9_0007, 0);
  report.writeIntBE(packetsLost, 13, 3);
  return report;
}

async function bindUdp(): Promise<Socket> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  const listening = once(socket, 'listening');
  socket.bind(0, '127.0.0.1');
  await listening;
  return socket;
}

async function viewers(): Promise<unknown> {
  const response = await fetch(`${simulator.controlUrl}/cameras`);
  const { cameras } = (await response.json()) as { cameras: { code: string; viewers: unknown }[] };
  return cameras.find(({ code }) => code === ONE)?.viewers;
}

describe('receiver reports', () => {
  it('are read between requests on the RTSP connection', async () => {
    const client = await simulator.watch(ONE);
    client.socket.write(Buffer.concat([Buffer.of(0x24, 1, 0, 32), receiverReport(7)]));
    await expect.poll(viewers).toEqual([{ profile: 'sub', transport: 'tcp', packetsLost: 7 }]);
  });

  it('are read over UDP from the port that was set up, media going to the other', async () => {
    const [rtp, rtcp] = [await bindUdp(), await bindUdp()];
    const client = await simulator.connect();
    const ports = `${rtp.address().port}-${rtcp.address().port}`;
    const setup = await client.request('SETUP', `${simulator.url(ONE)}/track1`, {
      Transport: `RTP/AVP;unicast;client_port=${ports}`,
    });
    const [, rtpPort, rtcpPort] = /server_port=(\d+)-(\d+)/.exec(setup.headers.get('transport') ?? '') ?? [];
    expect(Number(rtpPort) % 2).toBe(0);
    expect(Number(rtcpPort)).toBe(Number(rtpPort) + 1);
    const [media, control] = [once(rtp, 'message'), once(rtcp, 'message')];
    await client.request('PLAY', simulator.url(ONE), { Session: setup.headers.get('session') ?? '' });

    const [packet, from] = (await media) as [Buffer, { port: number }];
    expect(parseRtp(packet).payload.length).toBeGreaterThan(0);
    expect(from.port).toBe(Number(rtpPort));
    const [report] = (await control) as [Buffer];
    expect(report.readUInt8(1)).toBe(200);
    rtcp.send(receiverReport(-3), Number(rtcpPort), '127.0.0.1');
    await expect.poll(viewers).toEqual([{ profile: 'sub', transport: 'udp', packetsLost: -3 }]);
    expect(client.frames).toEqual([]);
  });
});
