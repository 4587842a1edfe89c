import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { LIST_BYTES_MAX, listFileSchema, type Problem } from '#core/contracts';
import { ApiError } from '../../../_lib/api/index.ts';
import { toBase64 } from './base64.ts';
import { ImportDesk, type ListFile, type SendList } from './import-desk.ts';

function file(name: string, content: string): ListFile {
  const bytes = new TextEncoder().encode(content);
  return { name, size: bytes.byteLength, arrayBuffer: () => Promise.resolve(bytes.slice().buffer) };
}
const sent = (content: string) => Buffer.from(content).toString('base64');

const rows = [{ line: 3, column: 'code', error: 'not_20_digits' as const }];
const invalid: Problem = { type: 'about:blank', title: 'x', status: 422, code: 'import.invalid', rows };

test('a list is checked first, and applied as it was checked, once', async () => {
  const send = vi.fn<SendList<number>>(() => Promise.resolve(2));
  const desk = new ImportDesk(send);
  const content = '\uFEFFcode\r\n东1';
  await desk.check(file('a.csv', content));
  expect(desk.state.get()).toEqual({ step: 'ready', name: 'a.csv', file: sent(content), found: 2 });
  await Promise.all([desk.apply(), desk.apply()]);
  expect(send.mock.calls.map(([body]) => body)).toEqual([
    { file: sent(content), dryRun: true },
    { file: sent(content), dryRun: false },
  ]);
  expect(desk.state.get()).toEqual({ step: 'done', name: 'a.csv', found: 2 });
});

test('wrong rows are shown', async () => {
  const desk = new ImportDesk(() =>
    Promise.reject(new ApiError({ kind: 'problem', status: 422, problem: invalid })),
  );
  await desk.check(file('a.csv', 'code'));
  expect(desk.state.get()).toEqual({ step: 'wrong', name: 'a.csv', rows });
});

test('a file that is too large is not sent', async () => {
  const send = vi.fn<SendList<number>>();
  const desk = new ImportDesk(send);
  await desk.check({ ...file('big.csv', ''), size: LIST_BYTES_MAX + 1 });
  expect(desk.state.get()).toEqual({ step: 'failed', name: 'big.csv', problem: 'tooLarge' });
  expect(send).not.toHaveBeenCalled();
});

test('the answer about an earlier file does not stand in for a later one', async () => {
  const answers: ((found: number) => void)[] = [];
  const desk = new ImportDesk<number>(() => new Promise((resolve) => answers.push(resolve)));
  const first = desk.check(file('first.csv', 'a'));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  const second = desk.check(file('second.csv', 'b'));
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(7);
  await second;
  answers[0]?.(3);
  await first;
  expect(desk.state.get()).toMatchObject({ step: 'ready', name: 'second.csv', found: 7 });
});

test('any bytes are sent as they are, and the largest list fits', () => {
  const bytes = fc.uint8Array({ maxLength: 60_000, size: 'max' });
  fc.assert(
    fc.property(bytes, (each) => {
      expect(Buffer.from(toBase64(each), 'base64').equals(each)).toBe(true);
    }),
    { numRuns: 30 },
  );
  expect(listFileSchema.safeParse(toBase64(new Uint8Array(LIST_BYTES_MAX))).success).toBe(true);
});
