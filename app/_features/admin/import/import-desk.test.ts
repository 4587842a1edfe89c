import { expect, test, vi } from 'vitest';
import type { Problem } from '#core/contracts';
import { ApiError } from '../../../_lib/api/index.ts';
import { type ImportCameras, ImportDesk, type ListFile } from './import-desk.ts';

function file(name: string, content: string | Uint8Array<ArrayBuffer>): ListFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.byteLength, arrayBuffer: () => Promise.resolve(bytes.slice().buffer) };
}

const rows = [{ line: 3, column: 'code', error: 'not_20_digits' as const }];
const invalid: Problem = { type: 'about:blank', title: 'x', status: 422, code: 'import.invalid', rows };

test('a list is checked first, and registered as it was checked, once', async () => {
  const send = vi.fn<ImportCameras>(() => Promise.resolve(2));
  const desk = new ImportDesk(send);
  await desk.check(file('a.csv', '\uFEFFcode\r\n1'));
  expect(desk.state.get()).toEqual({ step: 'ready', name: 'a.csv', csv: 'code\r\n1', cameras: 2 });
  await Promise.all([desk.register(), desk.register()]);
  expect(send.mock.calls.map(([body]) => body)).toEqual([
    { csv: 'code\r\n1', dryRun: true },
    { csv: 'code\r\n1', dryRun: false },
  ]);
  expect(desk.state.get()).toEqual({ step: 'done', name: 'a.csv', cameras: 2 });
});

test('wrong rows are shown', async () => {
  const desk = new ImportDesk(() =>
    Promise.reject(new ApiError({ kind: 'problem', status: 422, problem: invalid })),
  );
  await desk.check(file('a.csv', 'code'));
  expect(desk.state.get()).toEqual({ step: 'wrong', name: 'a.csv', rows });
});

test('a file that is not UTF-8 is not sent', async () => {
  const send = vi.fn<ImportCameras>();
  const desk = new ImportDesk(send);
  await desk.check(file('gbk.csv', new Uint8Array([0xb4, 0xe5, 0xbf, 0xda])));
  expect(desk.state.get()).toEqual({ step: 'failed', name: 'gbk.csv', problem: 'notUtf8' });
  await desk.check({ ...file('big.csv', ''), size: 16_000_001 });
  expect(desk.state.get()).toEqual({ step: 'failed', name: 'big.csv', problem: 'tooLarge' });
  expect(send).not.toHaveBeenCalled();
});

test('the answer about an earlier file does not stand in for a later one', async () => {
  const answers: ((cameras: number) => void)[] = [];
  const desk = new ImportDesk(() => new Promise((resolve) => answers.push(resolve)));
  const first = desk.check(file('first.csv', 'a'));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  const second = desk.check(file('second.csv', 'b'));
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(7);
  await second;
  answers[0]?.(3);
  await first;
  expect(desk.state.get()).toMatchObject({ step: 'ready', name: 'second.csv', cameras: 7 });
});
