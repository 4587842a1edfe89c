export { newRtpCounters, type RtpCounters } from './rtp-counters.ts';
export { RtpReceiver, type RtpReceiverOptions, type RtpReceiverSink } from './rtp-receiver.ts';
