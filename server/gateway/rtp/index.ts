export { type AlignedTrack, AudioAlignment } from './audio-alignment.ts';
export { newRtpCounters, type RtpCounters } from './rtp-counters.ts';
export { RtpReceiver } from './rtp-receiver.ts';
