import type { DatagramListener, OpenDatagramPorts } from './datagrams.ts';

/** For tests: UDP ports on a network without time, with the device's side of them. */
export class ScriptedDatagrams {
  /** The devices that ports were opened for. */
  readonly addresses: string[] = [];
  /** What was sent, as `port: bytes`. */
  readonly sent: string[] = [];
  /** When false, no pair is free. */
  free = true;
  readonly #open = new Set<DatagramListener>();

  readonly open: OpenDatagramPorts = async (address, listener) => {
    if (!this.free) return null;
    this.addresses.push(address);
    this.#open.add(listener);
    return {
      rtpPort: 40_000,
      sendControl: (packet, port) => this.sent.push(`${port}: ${Buffer.from(packet).toString('latin1')}`),
      close: () => this.#open.delete(listener),
    };
  };

  /** Sends RTP to every pair that is open. */
  rtp(packet: Uint8Array): void {
    for (const listener of this.#open) listener.rtp(packet);
  }

  rtcp(packet: Uint8Array, sourcePort: number): void {
    for (const listener of this.#open) listener.rtcp(packet, sourcePort);
  }

  /** Pairs that are open now. */
  get pairs(): number {
    return this.#open.size;
  }
}
