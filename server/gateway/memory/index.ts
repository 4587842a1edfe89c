export { takeMemory } from './media-memory.ts';
export { weighMediaInCollections } from './weigh-media.ts';
