import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { networkRules } from '#test/network-rules';
import { newRtspCounters, RtspClient } from '../rtsp/index.ts';
import { answerWith, cameraScript, type Script, ScriptedPeer } from '../rtsp/scripted-peer.ts';
import { createCameraNetwork, type Resolve } from './camera-network.ts';
import { checkedConnect } from './checked-connect.ts';

const unknownName: Resolve = () => Promise.reject(new Error('ENOTFOUND'));

function network(list: string, resolve: Resolve = unknownName) {
  return createCameraNetwork({ rules: networkRules(list), resolve });
}

const PRIVATE = '10.0.0.0/8, 192.168.0.0/16, fc00::/7';

describe('the network of cameras', () => {
  it.each([
    ['127.0.0.1', 6379],
    ['::ffff:127.0.0.1', 80],
    ['::1', 80],
    ['169.254.169.254', 80],
    ['fe80::1', 80],
    ['0.0.0.0', 80],
    ['8.8.8.8', 554],
    ['::ffff:169.254.169.254', 80],
  ])('has no %s port %i', async (host, port) => {
    expect(await network(PRIVATE).locate({ host, port })).toEqual({ ok: false, error: 'forbidden' });
  });

  it.each(['127.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1'])(
    'has no name that means %s',
    async (address) => {
      const located = await network(PRIVATE, async () => [address]).locate({ host: 'cam.example', port: 80 });
      expect(located).toEqual({ ok: false, error: 'forbidden' });
    },
  );

  it('has no other spellings of loopback, which the system resolver understands', async () => {
    const real = createCameraNetwork({ rules: networkRules(PRIVATE) });
    for (const host of ['localhost', '127.1', '2130706433', '0x7f.1'])
      expect((await real.locate({ host, port: 80 })).ok, host).toBe(false);
  });

  it('passes a number through and resolves a name to the address that was checked', async () => {
    expect(await network(PRIVATE).locate({ host: '10.1.2.3', port: 554 })).toEqual({
      ok: true,
      value: { host: '10.1.2.3', port: 554 },
    });
    const named = network(PRIVATE, async () => ['127.0.0.1', '192.168.1.9']);
    expect(await named.locate({ host: 'cam.example', port: 80 })).toEqual({
      ok: true,
      value: { host: '192.168.1.9', port: 80 },
    });
  });

  it('tells a name that nobody knows from an address it may not try', async () => {
    const place = { host: 'cam.example', port: 80 };
    expect(await network(PRIVATE).locate(place)).toEqual({ ok: false, error: 'unresolved' });
    expect(await network(PRIVATE, async () => []).locate(place)).toEqual({ ok: false, error: 'unresolved' });
  });
});

describe('a checked connect', () => {
  const silent: Script = () => null;

  it('asks once for a name that changes its mind, and connects to what was checked', async () => {
    const answers = ['10.0.0.7', '127.0.0.1'];
    let asked = 0;
    const rebinding = network(PRIVATE, async () => [answers[asked++] ?? '']);
    const peer = new ScriptedPeer(silent);
    await new Promise<void>((resolve) => {
      const listener = { open: () => resolve(), data: () => {}, closed: () => {} };
      checkedConnect(rebinding, peer.connect)({ host: 'cam.example', port: 554, secure: false }, listener);
    });
    expect(asked).toBe(1);
    expect(peer.endpoints).toEqual([{ host: '10.0.0.7', port: 554, secure: false }]);
  });

  it('never tries what is forbidden', async () => {
    const peer = new ScriptedPeer(silent);
    const loss = await new Promise((resolve) => {
      const listener = { open: () => {}, data: () => {}, closed: resolve };
      checkedConnect(network(PRIVATE), peer.connect)(
        { host: '127.0.0.1', port: 6379, secure: false },
        listener,
      );
    });
    expect(loss).toBe('forbidden');
    expect(peer.endpoints).toEqual([]);
  });

  it('is asked again where a camera redirects', async () => {
    const location = 'Location: rtsp://cam.example:6379/';
    const peer = new ScriptedPeer(cameraScript({ describe: () => answerWith('302 Found', [location]) }));
    const lan = network(PRIVATE, async () => ['127.0.0.1']);
    const client = new RtspClient({
      ...{ url: 'rtsp://10.0.0.7/', credentials: null, connect: checkedConnect(lan, peer.connect) },
      ...{ clock: new ManualClock(), random: Math.random, counters: newRtspCounters() },
      listener: { closed: () => {} },
      openDatagrams: async () => null,
    });
    expect(await client.describe()).toMatchObject({ ok: false, error: { kind: 'forbidden' } });
    expect(peer.endpoints).toEqual([{ host: '10.0.0.7', port: 554, secure: false }]);
  });

  it('does not connect once it was closed', async () => {
    const resolved = Promise.withResolvers<string[]>();
    const peer = new ScriptedPeer(silent);
    const slow = network(PRIVATE, () => resolved.promise);
    const heard = () => expect.unreachable('heard of it after close');
    const listener = { open: heard, data: heard, closed: heard };
    const stream = checkedConnect(slow, peer.connect)(
      { host: 'cam.example', port: 554, secure: false },
      listener,
    );
    stream.write(Buffer.from('too early'));
    stream.close();
    resolved.resolve(['10.0.0.7']);
    await new Promise((resolve) => setImmediate(resolve));
    expect(peer.endpoints).toEqual([]);
  });
});
