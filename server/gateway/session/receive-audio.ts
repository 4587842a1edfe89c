import type { Clock } from '#core/kit';
import { type AacFormat, AacStream, type CodecCounters } from '../codec/index.ts';
import { type AlignedTrack, AudioAlignment, newRtpCounters, RtpReceiver } from '../rtp/index.ts';
import type { SelectedAudio } from './select-audio.ts';

export interface AudioEvents {
  /** Comes before the first frame, and whenever it changes; null where this connection has no sound. */
  audioFormat(format: AacFormat | null): void;
  /** @param ticks when it is heard, on the timeline of the pictures */
  audioFrame(data: Uint8Array, ticks: number): void;
}

export interface ReceiveAudioOptions {
  readonly selected: SelectedAudio;
  readonly video: AlignedTrack;
  readonly videoClockRate: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly counters: CodecCounters;
  readonly events: AudioEvents;
  /** A defect of ours came to light. */
  readonly fault: (cause: unknown) => void;
}

/**
 * The way of sound from its packets to frames in step with the pictures. Its packets are counted apart: what is missing
 * of the sound says nothing of the pictures.
 */
export function receiveAudio(options: ReceiveAudioOptions): RtpReceiver {
  const { selected, video, videoClockRate, clock, random, counters, events, fault } = options;
  const { clockRate, payloadFormat, payloadType, format } = selected;
  const stream = new AacStream({
    payloadFormat,
    format,
    clockRate,
    counters,
    sink: {
      audioFormat: (said) => events.audioFormat(said),
      audioFrame: (data, ticks) => {
        const place = alignment.place(ticks);
        if (place !== null) events.audioFrame(data, place);
      },
    },
  });
  const guarded = (run: () => void): void => {
    try {
      run();
    } catch (cause) {
      fault(cause);
    }
  };
  const receiver: RtpReceiver = new RtpReceiver({
    ...{ payloadType, clockRate, clock, counters: newRtpCounters() },
    reporterSsrc: Math.floor(random() * 2 ** 32),
    sink: {
      // Sound is little; its frames are kept as slices until a part closes, so of a copy.
      payload: (payload, marker, ticks) =>
        guarded(() => stream.payload(new Uint8Array(payload), ticks, marker)),
      loss: () => {
        counters.audioLosses++;
        stream.loss();
      },
    },
  });
  const alignment = new AudioAlignment({
    ...{ video, audio: receiver, videoClockRate, audioClockRate: clockRate },
  });
  return receiver;
}
