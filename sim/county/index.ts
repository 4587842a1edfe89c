export type { County, CountyCamera, CountyDevice } from './county.ts';
export { makeOf } from './devices/makes.ts';
export { DEMO_SEED, generateCounty } from './generate-county.ts';
export { PathFinder } from './mesh/path-finder.ts';
