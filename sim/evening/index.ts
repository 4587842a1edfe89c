export { PLAYED_SQUAD } from './cast.ts';
export { LivingCounty } from './living-county.ts';
