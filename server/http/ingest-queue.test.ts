import { expect, it } from 'vitest';
import type { IngestAlert, IngestResult } from '#core/contracts';
import type { AlertId } from '#core/kit';
import { IngestQueue, type StoreSignals } from './ingest-queue.ts';

const LIMITS = { batchMax: 4, transactionsMax: 2, pendingMax: 10 };

const signal = (sourceEventId: string): IngestAlert => ({
  ...{ sourceEventId, kind: 'motion', unitCode: '330127', place: { zh: '门', en: 'Gate' } },
  ...{ occurredAtMs: 1, condition: 'active' },
});
const signals = (...ids: string[]) => ids.map(signal);
const stored = (id: string): IngestResult => ({
  result: 'accepted',
  alertId: `alt_${id}` as AlertId,
  repeatOf: false,
});

/** A store whose transactions end when they are told to. */
class HeldStore {
  readonly begun: string[] = [];
  readonly #ends: ((error?: Error) => void)[] = [];

  readonly store: StoreSignals = (source, items) => {
    const ids = items.map(({ sourceEventId }) => sourceEventId);
    this.begun.push(`${source}:${ids.join('')}`);
    return new Promise((resolve, reject) => {
      this.#ends.push((error) => (error === undefined ? resolve(ids.map(stored)) : reject(error)));
    });
  };

  async end(error?: Error): Promise<void> {
    this.#ends.shift()?.(error);
    await new Promise(setImmediate);
  }
}

it('stores at once what comes alone, and together what came meanwhile', async () => {
  const held = new HeldStore();
  const queue = new IngestQueue(held.store, LIMITS);
  const answers = [
    queue.take('a', signals('1')),
    queue.take('a', signals('2', '3')),
    queue.take('a', signals('4')),
  ];
  expect(held.begun).toEqual(['a:1']);
  await held.end();
  expect(held.begun).toEqual(['a:1', 'a:234']);
  await held.end();
  expect(await Promise.all(answers)).toEqual([[stored('1')], [stored('2'), stored('3')], [stored('4')]]);
});

it('never splits a request, and keeps a transaction small otherwise', async () => {
  const held = new HeldStore();
  const queue = new IngestQueue(held.store, LIMITS);
  const answers = [
    queue.take('a', signals('0')),
    queue.take('a', signals('1', '2', '3', '4', '5')),
    queue.take('a', signals('6', '7')),
    queue.take('a', signals('8', '9')),
  ];
  for (const _ of answers) await held.end();
  expect(held.begun).toEqual(['a:0', 'a:12345', 'a:6789']);
  await Promise.all(answers);
});

it('one source’s flood leaves the others their turn', async () => {
  const held = new HeldStore();
  const queue = new IngestQueue(held.store, { ...LIMITS, transactionsMax: 1 });
  const answers = [
    queue.take('a', signals('1', '2', '3')),
    queue.take('a', signals('4', '5', '6')),
    queue.take('b', signals('7')),
    queue.take('a', signals('8', '9')),
  ];
  for (const _ of answers) await held.end();
  expect(held.begun).toEqual(['a:123', 'a:456', 'b:7', 'a:89']);
  await Promise.all(answers);
});

it('sends away at once who brings more than can wait, and takes them when there is room', async () => {
  const held = new HeldStore();
  const queue = new IngestQueue(held.store, LIMITS);
  const first = queue.take('a', signals(...'0123456789'));
  await expect(queue.take('b', signals('x'))).rejects.toMatchObject({
    code: 'overloaded',
    details: { headers: { 'Retry-After': '1' } },
  });
  await held.end();
  await first;
  const second = queue.take('b', signals('x'));
  await held.end();
  expect(await second).toEqual([stored('x')]);
});

it('a transaction that fails fails all who shared it, and nobody else', async () => {
  const held = new HeldStore();
  const queue = new IngestQueue(held.store, LIMITS);
  const first = queue.take('a', signals('1'));
  const shared = Promise.allSettled([queue.take('a', signals('2')), queue.take('a', signals('3'))]);
  await held.end();
  await held.end(new Error('away'));
  expect(await first).toEqual([stored('1')]);
  const failed = { status: 'rejected', reason: new Error('away') };
  expect(await shared).toEqual([failed, failed]);
  const after = queue.take('a', signals('4'));
  await held.end();
  expect(await after).toEqual([stored('4')]);
});
