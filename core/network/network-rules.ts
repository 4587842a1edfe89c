import ipaddr from 'ipaddr.js';
import { fail, ok, type Result } from '#core/kit';

interface NetworkRule {
  readonly range: readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number];
  /** Null: every port. */
  readonly ports: ReadonlySet<number> | null;
}

/** Which addresses cameras may have. */
export type NetworkRules = readonly NetworkRule[];

/** What no list can allow: link-local holds the metadata service of clouds (169.254.169.254, RFC 3927). */
const NEVER: ReadonlySet<string> = new Set(['linkLocal', 'multicast', 'broadcast', 'unspecified']);

/**
 * Reads an allow-list such as `10.0.0.0/8, 192.168.7.0/24:80+554, 127.0.0.1/32:8554`: CIDR ranges, each with the
 * ports that are allowed in it, all of them if none are named. IPv6 ranges with ports stand in brackets:
 * `[fd00::/8]:554`.
 * @returns the first entry that cannot be read, as the error
 */
export function parseNetworkRules(text: string): Result<NetworkRules, { readonly entry: string }> {
  const rules: NetworkRule[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const rule = parseRule(entry);
    if (rule === null) return fail({ entry });
    rules.push(rule);
  }
  return ok(rules);
}

function parseRule(entry: string): NetworkRule | null {
  const match = /^\[([^\]]+)\](?::([\d+]+))?$/.exec(entry) ?? /^([\d./]+)(?::([\d+]+))?$/.exec(entry);
  const [, cidr = entry, list] = match ?? [];
  if (!ipaddr.isValidCIDR(cidr)) return null;
  const ports = list === undefined ? null : new Set(list.split('+').map(Number));
  if (ports !== null && [...ports].some((port) => port < 1 || port > 65_535)) return null;
  return { range: ipaddr.parseCIDR(cidr), ports };
}

/** Whether a host is written as a numeric address, in whatever notation (`127.1`, `0x7f000001`), and is no name. */
export function isNumericAddress(host: string): boolean {
  return ipaddr.isValid(host);
}

/**
 * Whether a camera may be reached there. `address` is a numeric address, never a name: a name is resolved first, and
 * what was checked is what is connected to. Loopback is allowed only by a rule that lies within it, so that
 * `0.0.0.0/0` does not open this machine's own services.
 */
export function mayConnect(rules: NetworkRules, address: string, port: number): boolean {
  if (!isNumericAddress(address)) return false;
  // `::ffff:127.0.0.1` is 127.0.0.1.
  const target = ipaddr.process(address);
  const kind = target.range();
  if (NEVER.has(kind)) return false;
  return rules.some(
    ({ range, ports }) =>
      range[0].kind() === target.kind() &&
      (kind !== 'loopback' || range[0].range() === 'loopback') &&
      target.match(range as [ipaddr.IPv4, number]) &&
      (ports === null || ports.has(port)),
  );
}
