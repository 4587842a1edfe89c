/** What this folder's tests share. Nothing the simulator itself uses. */
export { depacketise, parseRtp } from './depacketise.ts';
export { authorize } from './digest-client.ts';
export { RtspTestClient } from './rtsp-test-client.ts';
export { syntheticStream } from './synthetic-clip.ts';
