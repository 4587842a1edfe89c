/**
 * The smallest value that at least `share` of all values do not exceed (nearest rank).
 * @param share 0 < share ≤ 1
 * @throws RangeError without values: a benchmark that measured nothing has no figure
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('no values');
  return value;
}

/** The middle value, or the lower of the two in the middle. @throws RangeError without values */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** For figures: as many digits as a measurement on a shared machine deserves. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
