import { describe, expect, it } from 'vitest';
import { parseNetworkRules } from '#core/network';
import { keyOf, mayRegister, onvifUrlOf } from './camera-address.ts';

const parsed = parseNetworkRules('10.0.0.0/8, [fd00::/8]:554');
const networks = parsed.ok ? parsed.value : [];

describe('an address a camera is registered under', () => {
  it.each([
    ['10.1.2.3', 554],
    ['fd00::8', 554],
    ['camera-7.example', 554],
  ])('may be %s port %i', (host, port) => {
    expect(mayRegister(networks, { host, port })).toBe(true);
  });

  it.each([
    ['127.0.0.1', 6379],
    ['127.1', 554],
    ['0x7f000001', 554],
    ['2130706433', 554],
    ['::1', 554],
    ['::ffff:127.0.0.1', 554],
    ['169.254.169.254', 80],
    ['192.168.1.64', 554],
    ['fd00::8', 80],
    ['a:b', 554],
  ])('may not be %s port %i', (host, port) => {
    expect(mayRegister(networks, { host, port })).toBe(false);
  });

  it('has one spelling', () => {
    expect(onvifUrlOf({ host: 'Camera.Example', port: 80, path: '/onvif/device_service' })).toBe(
      'http://camera.example:80/onvif/device_service',
    );
    expect(keyOf({ host: 'FD00::8', port: 554 })).toBe('[fd00::8]:554');
  });
});
