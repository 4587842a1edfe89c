/** What the codec layer counts; only ever rises. */
export interface CodecCounters {
  /** Access units handed on. */
  accessUnits: number;
  keyFrames: number;
  /** Access units thrown away: damaged by loss, or between a loss and the next key frame. */
  droppedAccessUnits: number;
  /** Payloads or NAL units that broke the rules of their codec or its RTP format. */
  malformedPayloads: number;
  /** Pictures whose presentation order differs from their decode order (B-frames). */
  reorderedPictures: number;
  /** Changes of the parameter sets in mid-stream. */
  formatChanges: number;
}

export function newCodecCounters(): CodecCounters {
  return {
    accessUnits: 0,
    keyFrames: 0,
    droppedAccessUnits: 0,
    malformedPayloads: 0,
    reorderedPictures: 0,
    formatChanges: 0,
  };
}
