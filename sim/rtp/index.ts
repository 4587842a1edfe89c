export { PacketBatch, PacketBatchWriter } from './packet-batch.ts';
export { type ReceptionReport, readReceptionReports } from './rtcp.ts';
export { PAYLOAD_TYPE, RTP_CLOCK_HZ, RtpSource } from './rtp-source.ts';
