import { describe, expect, it } from 'vitest';
import { playClient, settle, startClient } from './client-rig.ts';
import { answerWith, cameraScript, type Script } from './scripted-peer.ts';

/** A camera that knows only this transport; over UDP it answers with `fields` after its own. */
function only(transport: 'tcp' | 'udp' | 'none', serverPort = ';server_port=6256-6257'): Script {
  return cameraScript({
    setup: ({ headers }) => {
      const asked = headers.get('transport') ?? '';
      const known = asked.includes('TCP') ? 'tcp' : 'udp';
      if (known !== transport) return answerWith('461 Unsupported Transport');
      const chosen = known === 'tcp' ? asked : `${asked}${serverPort}`;
      return answerWith('200 OK', ['Session: 1', `Transport: ${chosen}`]);
    },
  });
}

const offers = ({ peer }: ReturnType<typeof startClient>) =>
  peer.requests.filter(({ method }) => method === 'SETUP').map(({ headers }) => headers.get('transport'));

const TCP = 'RTP/AVP/TCP;unicast;interleaved=0-1';
const UDP = 'RTP/AVP;unicast;client_port=40000-40001';

describe('Q14 media transport', () => {
  it('is TCP where the camera lets us', async () => {
    const started = startClient();
    expect((await playClient(started)).transport).toBe('tcp');
    expect([offers(started), started.datagrams.addresses]).toEqual([[TCP], []]);
  });

  it('falls back to UDP at 461, from the address of the connection', async () => {
    const started = startClient(only('udp'));
    const track = await playClient(started);
    expect([track.transport, offers(started)]).toEqual(['udp', [TCP, UDP]]);
    expect(started.datagrams.addresses).toEqual(['10.0.0.5']);
    expect(started.counters.refusedTransports).toBe(1);
    started.datagrams.rtp(Buffer.from('media'));
    started.datagrams.rtcp(Buffer.from('report'), 6_257);
    expect(started.packets).toEqual([
      ['rtp', 'media'],
      ['rtcp', 'report'],
    ]);
    started.client.close();
    expect([started.datagrams.pairs, started.peer.methods.at(-1)]).toEqual([0, 'TEARDOWN']);
  });

  it('begins with UDP at an rtspu URL, and falls back to TCP', async () => {
    const willing = startClient(only('udp'), 'rtspu://10.0.0.5/live');
    await playClient(willing);
    expect(offers(willing)).toEqual([UDP]);
    expect(willing.peer.requests[0]?.url).toBe('rtsp://10.0.0.5/live');

    const unwilling = startClient(only('tcp'), 'rtspu://10.0.0.5/live');
    expect((await playClient(unwilling)).transport).toBe('tcp');
    expect([offers(unwilling), unwilling.datagrams.pairs]).toEqual([[UDP, TCP], 0]);
  });

  it.each([
    ['named', ';server_port=6256-6257', '6257: report'],
    ['0: where its own come from', ';server_port=0-0', '7001: report'],
    ['absent', '', '7001: report'],
  ])('sends reports to the port of the server: %s', async (_title, serverPort, expected) => {
    const started = startClient(only('udp', serverPort));
    const track = await playClient(started);
    started.datagrams.rtcp(Buffer.from('sender'), 7_001);
    track.sendControl(Buffer.from('report'));
    expect(started.datagrams.sent).toEqual([expected]);
  });

  it('is never UDP beside TLS', async () => {
    const started = startClient(only('udp'), 'rtsps://10.0.0.5/live');
    await expect(playClient(started)).rejects.toThrow('transport');
    expect([offers(started), started.datagrams.addresses]).toEqual([[TCP], []]);
  });

  it('is given up when the camera refuses all', async () => {
    const started = startClient(only('none'));
    await expect(playClient(started)).rejects.toThrow('transport');
    expect([offers(started), started.datagrams.pairs]).toEqual([[TCP, UDP], 0]);
    started.client.close();
    expect(started.peer.open).toBe(0);
  });

  it('is given up when no pair of ports is free', async () => {
    const started = startClient(only('udp'));
    started.datagrams.free = false;
    await expect(playClient(started)).rejects.toThrow('transport');
  });

  it('leaves no port open when it is closed in mid-answer', async () => {
    const started = startClient(cameraScript({ setup: () => null }), 'rtspu://10.0.0.5/live');
    const playing = playClient(started);
    await settle();
    expect(started.datagrams.pairs).toBe(1);
    started.client.close();
    await expect(playing).rejects.toThrow('closed');
    expect([started.datagrams.pairs, started.clock.pending]).toEqual([0, 0]);
  });
});
