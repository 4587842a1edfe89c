import type { PacketBatch } from './packet-batch.ts';
import {
  type AccessUnitHeader,
  type PacketisedAccessUnit,
  packetise,
  packetisePayload,
} from './packetiser.ts';
import { encodeSenderReport } from './rtcp.ts';

/** Dynamic payload type that the session description binds to H.264 (RFC 3551 6). */
export const PAYLOAD_TYPE = 96;
/** RFC 6184 8.2.1. */
export const RTP_CLOCK_HZ = 90_000;

/**
 * One RTP synchronisation source: numbers packets, stamps them from the wall clock, counts for sender reports.
 * All viewers of a stream share it, so one packet serves them all.
 */
export class RtpSource {
  readonly ssrc: number;
  readonly #cname: string;
  readonly #clockHz: number;
  readonly #payloadType: number;
  readonly #timestampOffset: number;
  #sequence: number;
  #packets = 0;
  #octets = 0;

  /**
   * @param options.random 0 ≤ value < 1; first values are random as RFC 3550 5.1 asks
   * @param options.clockHz that of video if not given; likewise `payloadType`
   */
  constructor(options: {
    readonly cname: string;
    readonly random: () => number;
    readonly clockHz?: number;
    readonly payloadType?: number;
  }) {
    this.#clockHz = options.clockHz ?? RTP_CLOCK_HZ;
    this.#payloadType = options.payloadType ?? PAYLOAD_TYPE;
    const uint32 = () => Math.floor(options.random() * 2 ** 32);
    this.#cname = options.cname;
    this.ssrc = uint32();
    this.#timestampOffset = uint32();
    this.#sequence = uint32() & 0xffff;
  }

  /** The sequence number of the next packet; what RTP-Info tells a client that plays now. */
  get nextSequence(): number {
    return this.#sequence;
  }

  /** The RTP timestamp of an instant. */
  timestampAt(epochUs: number): number {
    const ticks = Math.round(epochUs * (this.#clockHz / 1e6));
    return (ticks + this.#timestampOffset) % 2 ** 32;
  }

  /** Makes the packets of one access unit. */
  send(nalUnits: readonly Uint8Array[], capturedAtUs: number): PacketBatch {
    return this.#count(packetise(nalUnits, this.#header(capturedAtUs)));
  }

  /** Makes one packet of a payload that is ready. */
  sendPayload(payload: Uint8Array, capturedAtUs: number): PacketBatch {
    return this.#count(packetisePayload(payload, this.#header(capturedAtUs)));
  }

  #header(capturedAtUs: number): AccessUnitHeader {
    return {
      payloadType: this.#payloadType,
      firstSequence: this.#sequence,
      timestamp: this.timestampAt(capturedAtUs),
      ssrc: this.ssrc,
    };
  }

  #count({ batch, packets, octets }: PacketisedAccessUnit): PacketBatch {
    this.#sequence = (this.#sequence + packets) & 0xffff;
    this.#packets += packets;
    this.#octets += octets;
    return batch;
  }

  /** The report for this moment: the same instant on the wall clock and on the RTP clock. */
  senderReport(nowMs: number): Buffer {
    return encodeSenderReport({
      ssrc: this.ssrc,
      nowMs,
      rtpTimestamp: this.timestampAt(nowMs * 1000),
      packets: this.#packets,
      octets: this.#octets,
      cname: this.#cname,
    });
  }
}
