export { type Fault, type FaultTarget, faultSchema, faultTargetSchema } from './fault.ts';
export { FaultBook } from './fault-book.ts';
