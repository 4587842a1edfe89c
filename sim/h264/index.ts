export { accessUnitOf, type Picture } from './access-unit.ts';
export { BitWriter } from './bit-writer.ts';
export { type BlackPictures, blackPictures } from './black-picture.ts';
export { BitRatePadding } from './filler.ts';
export { NAL_TYPE, nalTypeOf, nalUnitOf } from './nal-unit.ts';
export { withZeroWords } from './zero-words.ts';
