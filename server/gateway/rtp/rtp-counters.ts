/** What the RTP layer counts; only ever rises. */
export interface RtpCounters {
  receivedPackets: number;
  receivedBytes: number;
  /** Sequence numbers that never came. */
  lostPackets: number;
  /** Packets seen before or too late to be of use. */
  duplicatePackets: number;
  /** Packets that came behind a later one and were put back in their place (Q14). */
  reorderedPackets: number;
  /** Not RTP, or damaged. */
  malformedPackets: number;
  /** Of another channel, payload type or synchronisation source than ours. */
  foreignPackets: number;
  /** Packets dropped because their timestamp was far off the timeline. */
  roguePackets: number;
  /** Times the camera's RTP clock stepped and the timeline was anchored anew. */
  timelineSteps: number;
}

export function newRtpCounters(): RtpCounters {
  return {
    receivedPackets: 0,
    receivedBytes: 0,
    lostPackets: 0,
    duplicatePackets: 0,
    reorderedPackets: 0,
    malformedPackets: 0,
    foreignPackets: 0,
    roguePackets: 0,
    timelineSteps: 0,
  };
}
