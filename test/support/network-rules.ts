import { type NetworkRules, parseNetworkRules } from '#core/network';

/** An allow-list from its text. */
export function networkRules(list: string): NetworkRules {
  const rules = parseNetworkRules(list);
  if (!rules.ok) throw new Error(`cannot read ${rules.error.entry}`);
  return rules.value;
}
