/** What the codec layer counts; only ever rises. */
export interface CodecCounters {
  /** Access units handed on. */
  accessUnits: number;
  keyFrames: number;
  /** Access units thrown away: damaged by loss, or between a loss and the next key frame. */
  droppedAccessUnits: number;
  /** Payloads or NAL units that broke the rules of their codec or its RTP format. */
  malformedPayloads: number;
  /** Pictures that were sent after one that is shown later (B-frames). */
  reorderedPictures: number;
  /** Changes of the parameter sets in mid-stream. */
  formatChanges: number;
  /** Frames of sound handed on. */
  audioFrames: number;
  /** Payloads of sound that broke the rules of their codec or its RTP format. */
  malformedAudio: number;
  /** Times that packets of sound were missing. */
  audioLosses: number;
}

export function newCodecCounters(): CodecCounters {
  return {
    accessUnits: 0,
    keyFrames: 0,
    droppedAccessUnits: 0,
    malformedPayloads: 0,
    reorderedPictures: 0,
    formatChanges: 0,
    audioFrames: 0,
    malformedAudio: 0,
    audioLosses: 0,
  };
}
