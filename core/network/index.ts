export { isNumericAddress, mayConnect, type NetworkRules, parseNetworkRules } from './network-rules.ts';
