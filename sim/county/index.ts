export type { County, CountyCamera } from './county.ts';
export { DEMO_SEED, generateCounty } from './generate-county.ts';
export { PathFinder } from './mesh/path-finder.ts';
