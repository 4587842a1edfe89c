import type { Clock, EpochMs } from '#core/kit';
import { CaptureClock } from './capture-clock.ts';
import { ReorderBuffer } from './reorder-buffer.ts';
import { encodeReceiverReport, parseSenderReport, type SenderReport } from './rtcp.ts';
import type { RtpCounters } from './rtp-counters.ts';
import { newRtpPacket, parseRtpPacket, type RtpPacket } from './rtp-packet.ts';
import { RtpTimeline } from './rtp-timeline.ts';
import { SequenceTracker } from './sequence-tracker.ts';

/** A silent source gives way to another after this long; before, the other is somebody else's (Q4, retina #17). */
const SOURCE_SILENCE_MS = 1_000;

export interface RtpReceiverSink {
  /**
   * The payload of one packet, in order; it is good until this returns.
   * @param ticks its time on the stream's unwrapped timeline, in ticks of the RTP clock
   * @param arrivalMs monotonic
   */
  payload(payload: Uint8Array, marker: boolean, ticks: number, arrivalMs: number): void;
  /** Something is missing before the next payload. */
  loss(): void;
}

export interface RtpReceiverOptions {
  readonly payloadType: number;
  readonly clockRate: number;
  readonly clock: Clock;
  /** Our own synchronisation source identifier, for receiver reports. */
  readonly reporterSsrc: number;
  readonly counters: RtpCounters;
  readonly sink: RtpReceiverSink;
}

/** Receives one track: checks packets, follows their order and time, answers with receiver reports (RFC 3550). */
export class RtpReceiver {
  readonly #options: RtpReceiverOptions;
  readonly #packet: RtpPacket = newRtpPacket();
  readonly #timeline: RtpTimeline;
  readonly #captureClock: CaptureClock;
  #sequence = new SequenceTracker();
  #ssrc: number | null = null;
  #sourceIsNew = false;
  #lastPacketMs = 0;
  #jitter = 0;
  /** Of the last packet, and of the one that jitter was last told by: arrival minus RTP time, in ticks of the RTP clock. */
  #transit: number | null = null;
  #comparedTransit: number | null = null;
  /** When the last packet was read. */
  #readMs = 0;
  #senderReport: (SenderReport & { readonly arrivalMs: number }) | null = null;
  #reorder: ReorderBuffer | null = null;

  constructor(options: RtpReceiverOptions) {
    this.#options = options;
    this.#timeline = new RtpTimeline(options.clockRate, options.counters);
    this.#captureClock = new CaptureClock(options.clockRate);
  }

  /** Packets may come out of order from now on, as over UDP. Until then every hole is a loss at once. */
  expectReordering(): void {
    const { clock, counters } = this.#options;
    this.#reorder ??= new ReorderBuffer({ clock, counters, deliver: (bytes) => this.#reordered(bytes) });
  }

  /** Lets go of everything held. No packet may come any more. */
  close(): void {
    this.#reorder?.reset();
  }

  /**
   * Takes in one RTP packet: what `bytes` has from `start` to before `end`. Never throws on its own account.
   * @param arrivalMs monotonic
   */
  packet(
    bytes: Uint8Array,
    start = 0,
    end = bytes.length,
    arrivalMs = this.#options.clock.monotonicMs(),
  ): void {
    const { counters } = this.#options;
    const packet = this.#packet;
    counters.receivedBytes += end - start;
    if (!parseRtpPacket(bytes, start, end, packet)) {
      counters.malformedPackets++;
      return;
    }
    if (packet.payloadType !== this.#options.payloadType || !this.#isOurSource(packet.ssrc, arrivalMs)) {
      counters.foreignPackets++;
      return;
    }
    counters.receivedPackets++;
    this.#lastPacketMs = arrivalMs;
    if (this.#reorder === null) this.#inOrder(bytes, packet, arrivalMs);
    else this.#reorder.push(packet.sequenceNumber, bytes.subarray(start, end));
  }

  /** The packet record may have been filled with another one since it was held. */
  #reordered(bytes: Uint8Array): void {
    if (!parseRtpPacket(bytes, 0, bytes.length, this.#packet)) return;
    this.#inOrder(bytes, this.#packet, this.#options.clock.monotonicMs());
  }

  #inOrder(bytes: Uint8Array, packet: RtpPacket, arrivalMs: number): void {
    const { sink } = this.#options;
    if (!this.#followSequence(packet.sequenceNumber)) return;
    const ticks = this.#timeline.place(packet.timestamp, arrivalMs);
    if (ticks === null) {
      sink.loss();
      return;
    }
    if (this.#sourceIsNew) {
      this.#sourceIsNew = false;
      this.#setCaptureClock();
    }
    this.#followJitter(ticks, arrivalMs);
    const { payloadStart, payloadEnd } = packet;
    if (payloadEnd === payloadStart) return;
    sink.payload(bytes.subarray(payloadStart, payloadEnd), packet.marker, ticks, arrivalMs);
  }

  /** Takes in one RTCP packet. */
  control(bytes: Uint8Array): void {
    const { clock } = this.#options;
    const report = parseSenderReport(bytes);
    if (report === null || (this.#ssrc !== null && report.ssrc !== this.#ssrc)) return;
    this.#senderReport = { ...report, arrivalMs: clock.monotonicMs() };
    this.#setCaptureClock();
  }

  /** Wall-clock time at which the picture at `ticks`, arriving now, was captured. */
  capturedAtMs(ticks: number): EpochMs {
    return this.#captureClock.capturedAtMs(ticks, this.#options.clock.now());
  }

  /** Where the last packet lies on the timeline; null before the first. */
  get latestTicks(): number | null {
    return this.#timeline.latestTicks;
  }

  /** What the camera's clock showed at `ticks`, ms since 1970, right or wrong; null where it does not tell. */
  senderTimeMs(ticks: number): EpochMs | null {
    const report = this.#senderReport;
    const reportTicks = report === null ? null : this.#timeline.near(report.timestamp);
    if (report === null || report.ntpMs === null || reportTicks === null) return null;
    return report.ntpMs + ((ticks - reportTicks) * 1_000) / this.#options.clockRate;
  }

  /** A receiver report on what came since the last one; null before the first packet. */
  receiverReport(): Uint8Array | null {
    if (this.#ssrc === null) return null;
    const sinceReportMs =
      this.#senderReport === null ? 0 : this.#options.clock.monotonicMs() - this.#senderReport.arrivalMs;
    return encodeReceiverReport({
      reporterSsrc: this.#options.reporterSsrc,
      sourceSsrc: this.#ssrc,
      fractionLost: this.#sequence.takeFractionLost(),
      cumulativeLost: this.#sequence.cumulativeLost,
      extendedHighest: this.#sequence.extendedHighest,
      jitter: this.#jitter,
      lastReportNtpMiddle: this.#senderReport?.ntpMiddle ?? 0,
      delaySinceLastReport: (sinceReportMs * 65_536) / 1_000,
    });
  }

  /** A report may come before the first packet, when its time cannot be placed yet. */
  #setCaptureClock(): void {
    const report = this.#senderReport;
    const ticks = report === null ? null : this.#timeline.near(report.timestamp);
    if (report === null || ticks === null) return;
    this.#captureClock.report(ticks, report.ntpMs, this.#options.clock.now());
  }

  /** Q4: packets of another session on our socket. Q23: a camera that changes its source in mid-stream. */
  #isOurSource(ssrc: number, nowMs: number): boolean {
    if (ssrc === this.#ssrc) return true;
    if (this.#ssrc !== null) {
      if (nowMs - this.#lastPacketMs < SOURCE_SILENCE_MS) return false;
      this.#reorder?.reset();
      this.#sequence = new SequenceTracker();
      this.#timeline.expectStep();
      this.#senderReport = null;
      this.#options.sink.loss();
    }
    this.#ssrc = ssrc;
    this.#sourceIsNew = true;
    return true;
  }

  /** @returns whether the packet is of use */
  #followSequence(sequenceNumber: number): boolean {
    const { counters, sink } = this.#options;
    switch (this.#sequence.update(sequenceNumber)) {
      case 'next':
        return true;
      case 'old':
        counters.duplicatePackets++;
        return false;
      case 'lost':
        counters.lostPackets += this.#sequence.hole;
        sink.loss();
        return true;
      case 'restart':
        sink.loss();
        return true;
    }
  }

  /** RFC 3550, A.8, by the last packet of each read: those before it may have waited in the socket. */
  #followJitter(ticks: number, readMs: number): void {
    const transit = this.#transit;
    if (readMs !== this.#readMs && transit !== null) {
      const compared = this.#comparedTransit ?? transit;
      this.#jitter += (Math.abs(transit - compared) - this.#jitter) / 16;
      this.#comparedTransit = transit;
    }
    this.#readMs = readMs;
    this.#transit = (readMs * this.#options.clockRate) / 1_000 - ticks;
  }
}
