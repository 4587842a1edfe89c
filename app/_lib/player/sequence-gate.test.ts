import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SequenceGate } from './sequence-gate.ts';

const part = (sequence: number, keyFrame = false) =>
  ({ type: 'part', sequence, keyFrame, discontinuity: false }) as const;
const init = (sequence: number) =>
  ({ type: 'init', sequence, keyFrame: false, discontinuity: false }) as const;

test('a stream is joined at a key frame', () => {
  const gate = new SequenceGate();
  expect([init(0), part(1), part(2, true), part(3)].map((frame) => gate.admit(frame))).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test('after a hole it waits for the next key frame', () => {
  const gate = new SequenceGate();
  const frames = [init(0), part(1, true), part(2), part(5), part(6), part(7, true), part(8)];
  expect(frames.map((frame) => gate.admit(frame))).toEqual([true, true, true, false, false, true, true]);
  expect(gate.holes).toBe(1);
});

test('a gap frame takes a number and makes no hole', () => {
  const gate = new SequenceGate();
  gate.admit(init(0));
  gate.admit(part(1, true));
  gate.skip(2);
  expect(gate.admit(part(3))).toBe(true);
  gate.skip(9);
  expect(gate.admit(part(10))).toBe(false);
});

test('a discontinuity needs a key frame, as does a new numbering', () => {
  const gate = new SequenceGate();
  gate.admit(part(1, true));
  expect(gate.admit({ ...part(2), discontinuity: true })).toBe(false);
  expect(gate.admit(part(3, true))).toBe(true);
  gate.restart();
  expect(gate.admit(part(0))).toBe(false);
});

test('sequence numbers wrap at 32 bits', () => {
  const gate = new SequenceGate();
  gate.admit(part(0xffff_ffff, true));
  expect(gate.admit(part(0))).toBe(true);
});

test('whatever is lost, no part is admitted that follows a missing one without a key frame between', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ lost: fc.boolean(), keyFrame: fc.boolean() })), (frames) => {
      const gate = new SequenceGate();
      let decodable = false;
      frames.forEach(({ lost, keyFrame }, sequence) => {
        if (lost) decodable = false;
        else {
          decodable ||= keyFrame;
          expect(gate.admit(part(sequence, keyFrame))).toBe(decodable);
        }
      });
    }),
  );
});
