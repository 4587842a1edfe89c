import type { EpochMs } from '#core/kit';

/**
 * The moment an account ends that is good to the end of a day, where the reader is.
 * @param day as `<input type="date">` has it; empty: no end
 */
export function endOfDay(day: string): EpochMs | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const endMs = new Date(year, month - 1, date + 1).getTime();
  return Number.isNaN(endMs) ? null : endMs;
}

/** The last day on which something can be used that ends then, as `<input type="date">` wants it. */
export function lastDay(endMs: EpochMs | null): string {
  if (endMs === null) return '';
  const day = new Date(endMs - 1);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Today, as the first day that may be chosen. */
export function today(nowMs: EpochMs): string {
  return lastDay(nowMs + 1);
}
