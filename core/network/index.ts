export { mayConnect, type NetworkRules, parseNetworkRules } from './network-rules.ts';
