import { expect, it } from 'vitest';
import { networkRules } from '#test/network-rules';
import { ScriptedDatagrams } from '../rtsp/scripted-datagrams.ts';
import { createCameraNetwork } from './camera-network.ts';
import { checkedDatagrams } from './checked-datagrams.ts';

const listener = { rtp: () => {}, rtcp: () => {} };

it('sends reports only to ports that the allow-list has, and still lets media in', async () => {
  const datagrams = new ScriptedDatagrams();
  const network = createCameraNetwork({ rules: networkRules('10.0.0.0/24:554+6257') });
  let heard = 0;
  const rtp = (): void => {
    heard++;
  };
  const ports = await checkedDatagrams(network, datagrams.open)('10.0.0.5', { ...listener, rtp });
  ports?.sendControl(Buffer.from('a'), 6_257);
  ports?.sendControl(Buffer.from('b'), 53);
  datagrams.rtp(Buffer.from('media'));
  expect([datagrams.sent, heard]).toEqual([['6257: a'], 1]);
  ports?.close();
  expect(datagrams.pairs).toBe(0);
});

it('has no ports where there are none', async () => {
  const datagrams = new ScriptedDatagrams();
  datagrams.free = false;
  const network = createCameraNetwork({ rules: networkRules('10.0.0.0/24') });
  expect(await checkedDatagrams(network, datagrams.open)('10.0.0.5', listener)).toBeNull();
});
