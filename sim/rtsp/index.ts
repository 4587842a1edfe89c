export { type Credentials, DigestGuard } from './digest.ts';
export type { Manner, PlayableStream, PlayableTrack, StreamCatalogue, Viewer } from './ports.ts';
export { RtspServer } from './server.ts';
export type { SoundDescription, StreamDescription, VideoEncoding } from './session-description.ts';
