import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JournalReaders } from './journal-readers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function reader(reload: () => Promise<void> = async () => {}) {
  return { reload: vi.fn(reload), apply: vi.fn() };
}

test('a reader that came before the journal is followed is loaded once, with the others', () => {
  const readers = new JournalReaders();
  const early = reader();
  readers.add(early);
  expect(early.reload).not.toHaveBeenCalled();
  readers.reload();
  expect(early.reload).toHaveBeenCalledTimes(1);
});

test('a reader that comes later is loaded at once, and hears nothing after it has left', () => {
  const readers = new JournalReaders();
  readers.reload();
  const late = reader();
  const leave = readers.add(late);
  expect(late.reload).toHaveBeenCalledTimes(1);
  readers.apply([]);
  leave();
  readers.apply([]);
  expect(late.apply).toHaveBeenCalledTimes(1);
});

test('a snapshot that cannot be read is asked for again, until the reader leaves', async () => {
  const readers = new JournalReaders();
  readers.reload();
  const failing = reader(() => Promise.reject(new Error('away')));
  const leave = readers.add(failing);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(failing.reload).toHaveBeenCalledTimes(2);
  leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(failing.reload).toHaveBeenCalledTimes(2);
});
