/** Hears what the device sends; packets from any other address never get here. */
export interface DatagramListener {
  rtp(packet: Uint8Array): void;
  /** @param sourcePort the device's port that it came from */
  rtcp(packet: Uint8Array, sourcePort: number): void;
}

/** A bound pair of UDP ports: an even one for RTP and the next for RTCP (RFC 3550, 11). */
export interface DatagramPorts {
  readonly rtpPort: number;
  /** Sends one RTCP packet to that port of the device. */
  sendControl(packet: Uint8Array, port: number): void;
  /** The listener hears nothing more. */
  close(): void;
}

/**
 * Opens a pair of ports for packets of one device. A port, like `Connect`.
 * @param address the device's numeric address, which must be the one its connection goes to
 * @returns null when no pair is free
 */
export type OpenDatagramPorts = (
  address: string,
  listener: DatagramListener,
) => Promise<DatagramPorts | null>;
