import type { Clock } from '#core/kit';
import { type CodecCounters, VideoStream, type VideoStreamSink } from '../codec/index.ts';
import { type RtpCounters, RtpReceiver } from '../rtp/index.ts';
import type { SelectedVideo } from './select-video.ts';

export interface VideoEvents extends VideoStreamSink {
  /** RTP of our track came; called per packet. @param arrivalMs monotonic */
  media(arrivalMs: number): void;
}

export interface ReceiveVideoOptions {
  readonly selected: SelectedVideo;
  readonly clock: Clock;
  readonly random: () => number;
  readonly counters: CodecCounters & RtpCounters;
  readonly events: VideoEvents;
  /** A defect of ours came to light. */
  readonly fault: (cause: unknown) => void;
}

/** The way of pictures from their packets to access units. */
export function receiveVideo(options: ReceiveVideoOptions): RtpReceiver {
  const { selected, clock, random, counters, events, fault } = options;
  const stream = new VideoStream({
    codec: selected.codec,
    parameterSets: selected.parameterSets,
    capturedAtMs: (ticks) => receiver.capturedAtMs(ticks),
    counters,
    sink: events,
  });
  const receiver: RtpReceiver = new RtpReceiver({
    payloadType: selected.payloadType,
    clockRate: selected.clockRate,
    clock,
    reporterSsrc: Math.floor(random() * 2 ** 32),
    counters,
    sink: {
      payload: (payload, marker, ticks, arrivalMs) => {
        try {
          events.media(arrivalMs);
          stream.payload(payload, marker, ticks);
        } catch (cause) {
          fault(cause);
        }
      },
      loss: () => {
        try {
          stream.loss();
        } catch (cause) {
          fault(cause);
        }
      },
    },
  });
  return receiver;
}
