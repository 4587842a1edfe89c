import { describe, expect, it } from 'vitest';
import type { StreamProfile, StreamSource } from '#core/camera';
import { type CameraId, ManualClock } from '#core/kit';
import {
  answerWith,
  cameraScript,
  type Script,
  ScriptedPeer,
  type ScriptedRequest,
} from '../rtsp/scripted-peer.ts';
import type { MediaSink, StreamStatus } from './media-sink.ts';
import { SessionRegistry } from './session-registry.ts';
import { defaultSessionLimits, type SessionLimits } from './session-registry-options.ts';

const cameraId = 'cam_1' as CameraId;

class Recorder implements MediaSink {
  readonly events: string[] = [];
  readonly format = (): number => this.events.push('format');
  readonly ticksToNextPart = 0;
  readonly accessUnit = (): number => this.events.push('unit');
  readonly audioFormat = (): void => {};
  readonly audioFrame = (): void => {};
  readonly interrupted = (): number => this.events.push('interrupted');
  readonly close = (): number => this.events.push('closed');
  status({ state, reason }: StreamStatus): void {
    this.events.push(reason === null ? state : `${state}:${reason}`);
  }
}

/** An interleaved RTP packet with parameter sets and one IDR slice, as an aggregate. */
function keyFrame(sequence: number): Buffer {
  const units = ['6742c01ed900a02ff97011000003000100000300320f162e48', '68ce3c80', '65e061'];
  const payload = units.map((hex) => (hex.length / 2).toString(16).padStart(4, '0') + hex).join('');
  const rtp = Buffer.from(`80e0${sequence.toString(16).padStart(4, '0')}00000000000000ff18${payload}`, 'hex');
  const frame = Buffer.concat([Buffer.from([0x24, 0, rtp.length >> 8, rtp.length & 255]), rtp]);
  return frame;
}

interface StartOptions {
  readonly script?: Script;
  readonly limits?: Partial<SessionLimits>;
}

function start({ script = cameraScript(), limits = {} }: StartOptions = {}) {
  const peer = new ScriptedPeer(script);
  const clock = new ManualClock();
  const reports: string[] = [];
  const sources = new Map<CameraId, StreamSource>();
  const world = { failing: false };
  const add = (id: CameraId, change: Partial<StreamSource> = {}): void => {
    const credentials = { username: 'admin', password: 'secret' };
    const url = 'rtsp://10.0.0.5/live';
    sources.set(id, {
      cameraId: id,
      profile: 'main',
      url,
      credentials,
      deviceKey: 'd',
      siteKey: 's',
      ...change,
    });
  };
  add(cameraId);
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const registry = new SessionRegistry<Recorder>({
    directory: {
      find: async (id) => {
        if (world.failing) throw new Error('database away');
        return sources.get(id) ?? null;
      },
    },
    statusSink: { report: (_id, _profile, status) => reports.push(status.state) },
    createOutput: () => new Recorder(),
    clock,
    random: () => 0.5,
    connect: peer.connect,
    openDatagrams: async () => null,
    log,
    limits: { ...defaultSessionLimits, ...limits },
  });
  const watch = async (id = cameraId, profile: StreamProfile = 'main') => {
    const lease = await registry.acquire(id, profile);
    if (!lease.ok) throw new Error(lease.error);
    await settle();
    return lease.value;
  };
  return { peer, clock, registry, reports, add, world, watch };
}

/** Everything that only waits for answers already given. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
}

/** Moves time on in small steps, letting answers be given in between. */
async function pass(clock: ManualClock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    clock.advance(Math.min(500, left));
    await settle();
  }
}

describe('session registry', () => {
  it('S1 gives all viewers of a stream one output and one connection', async () => {
    const { peer, registry, watch } = start();
    const [first, second] = [await watch(), await watch()];
    expect(second.output).toBe(first.output);
    expect(peer.endpoints).toHaveLength(1);
    await watch(cameraId, 'sub');
    expect(registry.inspect().map(({ profile, viewers }) => [profile, viewers])).toEqual([
      ['main', 2],
      ['sub', 1],
    ]);
  });

  it('S3 is live with the first picture, and tells output and status sink alike', async () => {
    const { peer, watch, reports, registry, clock } = start();
    const { output } = await watch();
    clock.advance(120);
    peer.send(keyFrame(1));
    expect(output.events).toEqual(['connecting', 'starting', 'format', 'unit', 'live']);
    expect(reports).toEqual(['connecting', 'starting', 'live']);
    expect(registry.inspect()[0]).toMatchObject({
      firstPictureMs: 120,
      counters: { connects: 1, keyFrames: 1 },
    });
  });

  it('Q2 is live though the first picture came in one chunk with the answer to PLAY', async () => {
    const play = ({ headers }: ScriptedRequest, peer: ScriptedPeer): null => {
      const answer = Buffer.from(`RTSP/1.0 200 OK\r\nCSeq: ${headers.get('cseq')}\r\n\r\n`);
      queueMicrotask(() => peer.send(Buffer.concat([answer, keyFrame(1)])));
      return null;
    };
    const { watch } = start({ script: cameraScript({ play }) });
    const { output } = await watch();
    expect(output.events).toEqual(['connecting', 'format', 'unit', 'starting', 'live']);
  });

  it('S4 stalls, recovers on the same connection, and gives up without RTP', async () => {
    const { peer, watch, clock } = start();
    const { output } = await watch();
    peer.send(keyFrame(1));
    await pass(clock, 5_000);
    peer.send(keyFrame(2));
    expect(output.events.slice(4)).toEqual(['live', 'stalled:no_media', 'live', 'unit']);
    await pass(clock, 8_500);
    expect(output.events.slice(8, 12)).toEqual([
      'stalled:no_media',
      'interrupted',
      'backing_off:no_media',
      'connecting:no_media',
    ]);
    expect(peer.open).toBe(1);
  });

  it('S5 S11 retries while viewers stay, and interrupts only what had been delivered', async () => {
    const { peer, watch, clock, registry } = start();
    const { output } = await watch();
    peer.send(keyFrame(1));
    peer.drop();
    peer.accepts = false;
    await pass(clock, 60_000);
    expect(output.events.filter((event) => event === 'interrupted')).toHaveLength(1);
    expect(output.events).toContain('backing_off:timeout');
    peer.accepts = true;
    await pass(clock, 60_000);
    peer.send(keyFrame(1));
    expect(output.events.at(-1)).toBe('live');
    expect(registry.inspect()[0]?.viewers).toBe(1);
  });
});

describe('session registry, the end', () => {
  it('S10 closes 20 s after the last viewer, leaving nothing behind', async () => {
    const { peer, watch, clock, registry } = start();
    const lease = await watch();
    lease.release();
    lease.release();
    for (let second = 1; second <= 20; second++) {
      peer.send(keyFrame(second));
      await pass(clock, 1_000);
    }
    expect(lease.output.events.slice(-2)).toEqual(['interrupted', 'closed']);
    expect([registry.inspect(), peer.open, clock.pending]).toEqual([[], 0, 0]);
    expect(peer.methods.at(-1)).toBe('TEARDOWN');
  });

  it('acquires again after the end with a new output', async () => {
    const { watch, clock } = start();
    const first = await watch();
    first.release();
    await pass(clock, 20_500);
    expect((await watch()).output).not.toBe(first.output);
  });

  it('close ends everything', async () => {
    const { watch, registry, peer, clock } = start();
    const { output } = await watch();
    registry.close();
    expect([output.events.at(-1), peer.open, clock.pending, registry.inspect()]).toEqual([
      'closed',
      0,
      0,
      [],
    ]);
    expect(await registry.acquire(cameraId, 'main')).toEqual({ ok: false, error: 'unavailable' });
  });
});

describe('session registry, refusals', () => {
  it('answers not_found and unavailable', async () => {
    const { registry, world, watch, add } = start({ limits: { sessions: 1 } });
    expect(await registry.acquire('cam_x' as CameraId, 'main')).toEqual({ ok: false, error: 'not_found' });
    await watch();
    add('cam_2' as CameraId);
    expect(await registry.acquire('cam_2' as CameraId, 'main')).toEqual({ ok: false, error: 'unavailable' });
    world.failing = true;
    expect((await registry.acquire(cameraId, 'main')).ok).toBe(true);
    expect(await registry.acquire(cameraId, 'sub')).toEqual({ ok: false, error: 'unavailable' });
  });

  it('S7 S9 tries a wrong password twice, over all channels of a device, and anew once it is changed', async () => {
    const refuse = () => answerWith('401 Unauthorized', ['WWW-Authenticate: Digest realm="r", nonce="n"']);
    const { peer, watch, clock, add } = start({ script: cameraScript({ describe: refuse }) });
    const second = 'cam_2' as CameraId;
    add(second);
    const { output } = await watch();
    await pass(clock, 2_000);
    expect(output.events.at(-1)).toBe('parked:unauthorized');
    const other = await watch(second);
    await pass(clock, 5_000);
    expect(other.output.events.at(-1)).toBe('parked:unauthorized');
    const tries = () => peer.requests.filter(({ headers }) => headers.has('authorization')).length;
    expect(tries()).toBe(2);
    add(cameraId, { credentials: { username: 'admin', password: 'changed' } });
    await pass(clock, 60_000);
    expect(output.events.filter((event) => event === 'connecting')).toHaveLength(2);
    expect(tries()).toBe(4);
  });

  it('S2 connects to one device at most so many at a time', async () => {
    const { peer, watch, add, clock } = start({ limits: { connectsPerDevice: 2 } });
    peer.accepts = false;
    for (let index = 0; index < 5; index++) {
      add(`cam_${index}` as CameraId);
      await watch(`cam_${index}` as CameraId);
    }
    expect(peer.open).toBe(2);
    await pass(clock, 10_000);
    expect(peer.open).toBe(2);
    expect(peer.endpoints.length).toBeGreaterThan(2);
  });

  it('S6 does not hammer a camera that flaps', async () => {
    const flap = ({ headers }: ScriptedRequest, peer: ScriptedPeer): null => {
      const answer = Buffer.from(`RTSP/1.0 200 OK\r\nCSeq: ${headers.get('cseq')}\r\n\r\n`);
      queueMicrotask(() => {
        peer.send(Buffer.concat([answer, keyFrame(1)]));
        queueMicrotask(() => peer.drop());
      });
      return null;
    };
    const { watch, clock, peer } = start({ script: cameraScript({ play: flap }) });
    const { output } = await watch();
    await pass(clock, 600_000);
    // Half the ceiling each time: 0.5, 1, 2 … 16 s, then 30 s for the rest of ten minutes.
    expect(peer.endpoints.length).toBeLessThanOrEqual(28);
    expect(output.events.filter((event) => event === 'unit').length).toBe(peer.endpoints.length);
    expect([peer.open, clock.pending]).toEqual([0, 1]);
  });

  it('fails with no_media when there is no video to relay', async () => {
    const describe = () => answerWith('200 OK', [], 'm=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n');
    const { watch } = start({ script: cameraScript({ describe }) });
    expect((await watch()).output.events).toEqual(['connecting', 'backing_off:no_media']);
  });

  it('a fault of ours ends its own stream only', async () => {
    const { peer, watch } = start();
    const { output } = await watch();
    Object.assign(output, {
      accessUnit: () => {
        throw new Error('defect');
      },
    });
    peer.send(keyFrame(1));
    expect(output.events.at(-1)).toBe('backing_off:protocol_error');
  });
});

describe('session registry, full devices', () => {
  it('Q13 leaves a full device alone for all its channels, and its neighbours not', async () => {
    let refusals = 0;
    const describe: Script = (request, peer) => {
      if (!request.url.startsWith('rtsp://10.0.0.5')) return cameraScript()(request, peer);
      refusals++;
      return answerWith('453 Not Enough Bandwidth');
    };
    const { watch, add, clock, registry } = start({ script: cameraScript({ describe }) });
    await watch();
    expect(refusals).toBe(1);
    const channels = Array.from({ length: 15 }, (_, index) => `cam_ch${index}` as CameraId);
    for (const channel of channels) {
      add(channel);
      await watch(channel);
    }
    const neighbour = 'cam_neighbour' as CameraId;
    add(neighbour, { url: 'rtsp://10.0.0.6/live', deviceKey: 'other' });
    await watch(neighbour);
    expect([refusals, registry.inspect().at(-1)?.status.state]).toEqual([1, 'starting']);
    expect(await registry.probe([cameraId], { concurrency: 1 })).toEqual([{ cameraId, outcome: 'refused' }]);
    expect(refusals).toBe(1);
    await pass(clock, 60_000);
    expect(refusals).toBeGreaterThan(3);
    // 16 channels that each backed off for themselves would have asked some hundred times.
    expect(refusals).toBeLessThan(16);
    registry.close();
    expect(clock.pending).toBe(0);
  });
});

describe('probes', () => {
  it('answer without a connection while the camera is live', async () => {
    const { peer, watch, registry } = start();
    await watch();
    peer.send(keyFrame(1));
    expect(await registry.probe([cameraId], { concurrency: 4 })).toEqual([{ cameraId, outcome: 'answered' }]);
    expect(peer.endpoints).toHaveLength(1);
  });

  it('take 5 s at most and leave nothing open', async () => {
    const { peer, clock, registry } = start({ script: () => null });
    const probing = registry.probe([cameraId], { concurrency: 1 });
    await settle();
    await pass(clock, 5_000);
    expect(await probing).toEqual([{ cameraId, outcome: 'timeout' }]);
    expect([peer.open, clock.pending]).toEqual([0, 0]);
  });

  it('S7 leave a camera alone that refused the password twice, for half an hour', async () => {
    const refuse = () => answerWith('401 Unauthorized', ['WWW-Authenticate: Basic realm="r"']);
    const { peer, clock, registry } = start({ script: cameraScript({ describe: refuse }) });
    for (let minute = 0; minute < 29; minute++) {
      expect(await registry.probe([cameraId], { concurrency: 1 })).toEqual([
        { cameraId, outcome: 'unauthorized' },
      ]);
      clock.advance(60_000);
    }
    expect(peer.endpoints).toHaveLength(2);
  });

  it('go so many at a time, in the order asked', async () => {
    const { registry, add, peer } = start({ limits: { connectsPerDevice: 3 } });
    const ids = Array.from({ length: 20 }, (_, index) => `cam_${index}` as CameraId);
    for (const id of ids) add(id);
    const results = await registry.probe(ids, { concurrency: 8 });
    expect(results.map((result) => result.cameraId)).toEqual(ids);
    expect(peer.open).toBe(0);
  });
});
