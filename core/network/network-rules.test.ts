import { describe, expect, it } from 'vitest';
import { isNumericAddress, mayConnect, parseNetworkRules } from './network-rules.ts';

function rules(text: string) {
  const parsed = parseNetworkRules(text);
  if (!parsed.ok) throw new Error(`cannot read ${parsed.error.entry}`);
  return parsed.value;
}

describe('an allow-list of camera addresses', () => {
  const list = rules('10.0.0.0/8, 192.168.7.0/24:80+554, 127.0.0.1/32:8554, [fd00::/8]:554, fc00::/16');

  it.each([
    ['10.200.3.4', 1],
    ['192.168.7.9', 554],
    ['127.0.0.1', 8554],
    ['::ffff:10.0.0.1', 80],
    ['fd12::1', 554],
    ['fc00::7', 9],
  ])('lets %s port %i through', (address, port) => {
    expect(mayConnect(list, address, port)).toBe(true);
  });

  it.each([
    ['11.0.0.1', 80],
    ['192.168.7.9', 22],
    ['192.168.8.9', 80],
    ['127.0.0.1', 6379],
    ['::ffff:127.0.0.1', 6379],
    ['::1', 8554],
    ['fd12::1', 80],
    ['camera.example', 80],
    ['', 80],
    ['010.0.0.1.', 80],
  ])('keeps %s port %i out', (address, port) => {
    expect(mayConnect(list, address, port)).toBe(false);
  });

  it('opens neither loopback nor link-local nor metadata services by a range that holds them', () => {
    const everything = rules('0.0.0.0/0, ::/0');
    for (const address of ['127.0.0.1', '127.9.9.9', '169.254.169.254', '0.0.0.0', '255.255.255.255'])
      expect(mayConnect(everything, address, 80)).toBe(false);
    for (const address of ['::1', 'fe80::1', '::', 'ff02::1', '::ffff:169.254.169.254'])
      expect(mayConnect(everything, address, 80)).toBe(false);
    expect(mayConnect(everything, '8.8.8.8', 80)).toBe(true);
  });

  it('link-local stays closed even when it is named', () => {
    expect(mayConnect(rules('169.254.0.0/16'), '169.254.169.254', 80)).toBe(false);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    'camera.example/24',
    '10.0.0.0/8:0',
    '10.0.0.0/8:99999',
    '[fd00::/8',
    '10.0.0.0/8:80-90',
  ])('refuses %s, naming it', (entry) => {
    expect(parseNetworkRules(`10.0.0.0/8, ${entry}`)).toEqual({ ok: false, error: { entry } });
  });

  it('allows nothing when it is empty', () => {
    expect(mayConnect(rules(' , '), '10.0.0.1', 80)).toBe(false);
  });
});

it.each(['10.0.0.1', '127.1', '0x7f000001', '2130706433', '::1', 'fd00::8'])('%s is an address', (host) => {
  expect(isNumericAddress(host)).toBe(true);
});

it.each(['camera.example', 'cam-7', '10.0.0.1.example', '[::1]', ''])('%s is a name', (host) => {
  expect(isNumericAddress(host)).toBe(false);
});
