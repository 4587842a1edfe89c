export { takeMemory } from './media-memory.ts';
export { gatewayNodeArguments } from './node-arguments.ts';
