export { type Fault, type FaultTarget, faultSchema, faultTargetSchema } from './fault.ts';
export { FaultBook } from './fault-book.ts';
export { clockErrorMs, hasOtherParameters, hasPower, isMute } from './fault-effects.ts';
