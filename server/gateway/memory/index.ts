export { BufferPool, type PooledBuffer } from './buffer-pool.ts';
export { BytePile } from './byte-pile.ts';
export { gatewayNodeArguments } from './node-arguments.ts';
export { ScratchPile } from './scratch-pile.ts';
