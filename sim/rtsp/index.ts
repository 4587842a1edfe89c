export { type Credentials, DigestGuard } from './digest.ts';
export type { Manner, PlayableStream, StreamCatalogue, Viewer } from './ports.ts';
export { RtspServer } from './server.ts';
export type { StreamDescription } from './session-description.ts';
