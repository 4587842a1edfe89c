import type { Socket } from 'node:net';
import type { PacketBatch, ReceptionReport } from '#sim/rtp';
import { PacketBatchWriter } from '#sim/rtp';
import type { Viewer } from './ports.ts';

/** What may wait in one connection's queue: some seconds of a main stream. */
const MAX_QUEUED_BYTES = 1024 * 1024;

/** Sends over the RTSP connection itself, RFC 2326 10.12. A reader that cannot keep up loses its connection. */
export class InterleavedViewer implements Viewer {
  readonly transport = 'tcp';
  reports: readonly ReceptionReport[] = [];
  readonly #socket: Socket;
  readonly #rtpChannel: number;
  readonly #rtcpChannel: number;
  readonly #onTooSlow: () => void;

  constructor(options: {
    readonly socket: Socket;
    readonly rtpChannel: number;
    readonly rtcpChannel: number;
    readonly onTooSlow: () => void;
  }) {
    this.#socket = options.socket;
    this.#rtpChannel = options.rtpChannel;
    this.#rtcpChannel = options.rtcpChannel;
    this.#onTooSlow = options.onTooSlow;
  }

  sendMedia(batch: PacketBatch): void {
    this.#write(batch.interleaved(this.#rtpChannel));
  }

  sendControl(packet: Buffer): void {
    const writer = new PacketBatchWriter(PacketBatchWriter.spaceFor(packet.length));
    writer.packet(packet.length).set(packet);
    this.#write(writer.finish().interleaved(this.#rtcpChannel));
  }

  #write(bytes: Buffer): void {
    if (this.#socket.writableLength > MAX_QUEUED_BYTES) {
      this.#onTooSlow();
      return;
    }
    this.#socket.write(bytes);
  }
}
