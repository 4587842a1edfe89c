import { expect, test } from 'vitest';
import { prometheusValue } from './prometheus-value.ts';

const TEXT = '# HELP bytes Held.\n# TYPE bytes gauge\nbytes_total 7\nbytes 1.5e6\nstate{s="live"} 3\n';

test('finds the metric of exactly this name', () => {
  expect(prometheusValue(TEXT, 'bytes')).toBe(1_500_000);
  expect(prometheusValue(TEXT, 'bytes_total')).toBe(7);
});

test('a metric that is not there is an error, not a zero', () => {
  expect(() => prometheusValue(TEXT, 'byte')).toThrow(RangeError);
  expect(() => prometheusValue(TEXT, 'state')).toThrow(RangeError);
});
