import { ManualClock } from '#core/kit';
import { RtspClient } from './rtsp-client.ts';
import { newRtspCounters } from './rtsp-counters.ts';
import type { RtspError } from './rtsp-error.ts';
import { ScriptedDatagrams } from './scripted-datagrams.ts';
import { cameraScript, type Script, ScriptedPeer } from './scripted-peer.ts';

/** For tests: a client, the camera it talks to, and everything it told of. */
export function startClient(script: Script = cameraScript(), url = 'rtsp://10.0.0.5/live') {
  const peer = new ScriptedPeer(script);
  const clock = new ManualClock();
  const packets: [kind: string, packet: string][] = [];
  const datagrams = new ScriptedDatagrams();
  const losses: RtspError[] = [];
  const counters = newRtspCounters();
  const client = new RtspClient({
    url,
    credentials: { username: 'admin', password: 'secret' },
    connect: peer.connect,
    clock,
    random: () => 0.5,
    counters,
    listener: { closed: (error) => losses.push(error) },
    openDatagrams: datagrams.open,
  });
  return { peer, clock, client, datagrams, packets, losses, counters };
}

/** Describes, sets the first track up and plays. @throws the kind of the error where one of them fails */
export async function playClient({ client, packets }: ReturnType<typeof startClient>) {
  const description = await client.describe();
  if (!description.ok) throw new Error(description.error.kind);
  const [media] = description.value.media;
  if (media === undefined) throw new Error('no media');
  const note = (kind: string, packet: Uint8Array) => packets.push([kind, Buffer.from(packet).toString()]);
  const track = await client.setup(media, {
    rtp: (bytes, start, end) => note('rtp', bytes.subarray(start, end)),
    rtcp: (packet) => note('rtcp', packet),
  });
  if (!track.ok) throw new Error(track.error.kind);
  const playing = await client.play();
  if (!playing.ok) throw new Error(playing.error.kind);
  return track.value;
}

/** Everything that only waits for answers already given. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
