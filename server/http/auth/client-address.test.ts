import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const direct = (peerAddress: string) =>
  clientAddress({ behindProxy: false, forwardedFor: '1.2.3.4', peerAddress });

describe('client address', () => {
  it('believes nobody about where they come from, but our own proxy', () => {
    expect(direct('10.0.0.9')).toBe('10.0.0.9');
    const proxied = { behindProxy: true, peerAddress: '127.0.0.1' };
    expect(clientAddress({ ...proxied, forwardedFor: '6.6.6.6, 10.1.1.1' })).toBe('10.1.1.1');
    expect(clientAddress({ ...proxied, forwardedFor: undefined })).toBe('127.0.0.1');
  });

  it.each([
    ['::ffff:10.0.0.9', '10.0.0.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('counts %s as %s', (address, source) => expect(direct(address)).toBe(source));
});
