export { DomeFootage } from './dome-footage.ts';
export { frames } from './frame.ts';
export { PRESETS_MAX, type Preset, PtzHead } from './head.ts';
export { type CodedPanorama, PanoramaSlices } from './panorama-slices.ts';
export type { Position } from './place.ts';
