import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDirectives } from './delivery-directives.ts';
import { initName, parseResourceName, partName, segmentName } from './resource-name.ts';

describe('delivery directives', () => {
  it.each([
    ['', { until: null, skip: false }],
    ['_HLS_msn=7', { until: { mediaSequence: 7, part: null }, skip: false }],
    ['_HLS_msn=7&_HLS_part=0&_HLS_skip=YES', { until: { mediaSequence: 7, part: 0 }, skip: true }],
    ['_HLS_skip=v2&other=1', { until: null, skip: true }],
  ])('reads "%s"', (query, expected) => {
    expect(parseDirectives(new URLSearchParams(query))).toEqual({ ok: true, value: expected });
  });

  it.each([
    '_HLS_part=1',
    '_HLS_msn=-1',
    '_HLS_msn=',
    '_HLS_msn=1e3',
    '_HLS_msn=1&_HLS_part=x',
    '_HLS_msn=1&_HLS_part=-1',
    '_HLS_msn=1&_HLS_part=',
    '_HLS_msn=1.5',
    '_HLS_msn=0x10',
    '_HLS_msn=+1',
    '_HLS_msn=NaN',
    '_HLS_msn=1&_HLS_msn=1',
    '_HLS_msn=1&_HLS_part=1&_HLS_part=2',
    '_HLS_skip=YES&_HLS_skip=YES',
    '_HLS_skip=',
    `_HLS_msn=${'9'.repeat(16)}`,
    `_HLS_msn=1&_HLS_part=${'9'.repeat(400)}`,
    '_HLS_skip=NO',
  ])('refuses "%s"', (query) => {
    expect(parseDirectives(new URLSearchParams(query))).toEqual({ ok: false, error: 'bad_directive' });
  });
});

describe('any query', () => {
  const name = fc.constantFrom('_HLS_msn', '_HLS_part', '_HLS_skip', 'other');
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.nat().map(String),
    fc.constant('YES'),
  );

  it('is read or refused, and gives whole numbers or none', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 5 }), (pairs) => {
        const read = parseDirectives(new URLSearchParams(pairs));
        if (!read.ok) return;
        const { until } = read.value;
        for (const number of [until?.mediaSequence ?? 0, until?.part ?? 0]) {
          expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
        }
      }),
    );
  });
});

describe('resource names', () => {
  it('are read back', () => {
    expect(parseResourceName(initName('k3', 0))).toEqual({ kind: 'init', epoch: 'k3', number: 0 });
    expect(parseResourceName(partName('k3', 12))).toEqual({ kind: 'part', epoch: 'k3', number: 12 });
    expect(parseResourceName(segmentName('k3', 1_700_000_000))).toEqual({
      kind: 'segment',
      epoch: 'k3',
      number: 1_700_000_000,
    });
  });

  it('nothing else is', () => {
    expect(parseResourceName('../init-0.mp4')).toBeNull();
    expect(parseResourceName('k3/init-0.m4s')).toBeNull();
    fc.assert(fc.property(fc.string(), (name) => parseResourceName(name) === null));
  });
});
