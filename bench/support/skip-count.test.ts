import { expect, test } from 'vitest';
import { SkipCount } from './skip-count.ts';

const PICTURES = 10;

function setUp() {
  const accessUnits = Array.from({ length: PICTURES }, (_, index) => ({
    nalUnits: [Uint8Array.of(index)],
    keyFrame: index === 0,
  }));
  const none = new Uint8Array();
  const count = new SkipCount({ width: 1, height: 1, frameRate: 25, sps: none, pps: none, accessUnits });
  const send = (index: number) => ({ ...count.clip.accessUnits[index] });
  return { count, send, accessUnits };
}

test('the clip stays the same to who plays it', () => {
  const { send, accessUnits } = setUp();
  expect(send(0)).toEqual(accessUnits[0]);
  expect(send(1)).toEqual(accessUnits[1]);
});

test('a loop played in order skips nothing', () => {
  const { count, send } = setUp();
  for (let frame = 7; frame < 7 + 3 * PICTURES; frame++) send(frame % PICTURES);
  expect(count.skipped).toBe(0);
});

test('pictures left out are counted, also over the end of the loop', () => {
  const { count, send } = setUp();
  for (const index of [2, 3, 6, 9, 1]) send(index);
  expect(count.skipped).toBe(2 + 2 + 1);
});

test('a pause before a restart is no skip', () => {
  const { count, send } = setUp();
  send(2);
  count.restart();
  send(8);
  send(9);
  expect(count.skipped).toBe(0);
});
