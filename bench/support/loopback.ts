import { type NetworkRules, parseNetworkRules } from '#core/network';

const NETWORK = '127.0.0.1/32';

/** Where cameras may be in a benchmark: on this machine, and nowhere else. */
export function loopbackOnly(): NetworkRules {
  const rules = parseNetworkRules(NETWORK);
  if (!rules.ok) throw new Error(`${rules.error.entry} is no network`);
  return rules.value;
}
