import type { Fault } from '#sim/faults';
import { type PacketBatch, PacketBatchWriter } from '#sim/rtp';

const RTP_HEADER_BYTES = 12;
const MAX_NOISE_BYTES = 200;

/**
 * What a bad link or broken firmware makes of the packets of one access unit.
 * @param random 0 ≤ value < 1; seeded, so that a run repeats
 */
export function impair(batch: PacketBatch, fault: Fault | null, random: () => number): PacketBatch {
  switch (fault?.fault) {
    case 'drop':
      return withLoss(batch, fault.percent, random);
    case 'garbage':
      return withGarbage(batch, fault.percent, random);
    default:
      return batch;
  }
}

function withLoss(batch: PacketBatch, percent: number, random: () => number): PacketBatch {
  const kept = batch.packets().filter(() => random() * 100 >= percent);
  const writer = new PacketBatchWriter(
    kept.reduce((sum, packet) => sum + PacketBatchWriter.spaceFor(packet.length), 0),
  );
  for (const packet of kept) writer.packet(packet.length).set(packet);
  return writer.finish();
}

/** In front of this share of the packets random bytes appear, and their own payload is overwritten in places. */
function withGarbage(batch: PacketBatch, percent: number, random: () => number): PacketBatch {
  const packets = batch.packets();
  const room = packets.reduce(
    (sum, packet) => sum + PacketBatchWriter.spaceFor(packet.length) + MAX_NOISE_BYTES,
    0,
  );
  const writer = new PacketBatchWriter(room);
  const byte = () => Math.floor(random() * 256);
  for (const packet of packets) {
    const spoilt = random() * 100 < percent;
    if (spoilt)
      writer.noise(Uint8Array.from({ length: 1 + Math.floor(random() * (MAX_NOISE_BYTES - 1)) }, byte));
    const copy = writer.packet(packet.length);
    copy.set(packet);
    for (let at = RTP_HEADER_BYTES; spoilt && at < copy.length; at += 1 + Math.floor(random() * 64))
      copy[at] = byte();
  }
  return writer.finish();
}
