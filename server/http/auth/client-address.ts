import { isIPv6 } from 'node:net';

/**
 * Whom a request came from, for lockout and journal. Only behind our own reverse proxy is `X-Forwarded-For`
 * read, and of it only the last entry: that one the proxy wrote, all before it anybody can write.
 */
export function clientAddress(options: {
  readonly behindProxy: boolean;
  readonly forwardedFor: string | undefined;
  readonly peerAddress: string | undefined;
}): string {
  const forwarded = options.behindProxy ? options.forwardedFor?.split(',').at(-1)?.trim() : undefined;
  const address = (forwarded || options.peerAddress) ?? 'unknown';
  return sourceOf(address.slice(0, 64));
}

/** IPv4 written as IPv6 is the same source, and one IPv6 host owns a whole /64 (RFC 4291 §2.5.4). */
function sourceOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::', 2) ?? [];
  const groups = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0');
  const network = [...groups, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16));
  return `${network.map((group) => group.toString(16)).join(':')}::/64`;
}
