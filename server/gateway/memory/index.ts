export { BytePile } from './byte-pile.ts';
export { gatewayNodeArguments } from './node-arguments.ts';
