export type { AccessUnit } from './annex-b.ts';
export { type Clip, type ClipStream, loadClips } from './clip.ts';
export { loadPanorama, type PanoramaLevel } from './panorama.ts';
export { loadSound, type SoundClip } from './sound.ts';
