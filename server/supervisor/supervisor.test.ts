import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { StartError } from '#core/kit';
import type { ProcessSpec } from './supervised-process.ts';
import { Supervisor } from './supervisor.ts';

const child = fileURLToPath(new URL('./fixtures/child.ts', import.meta.url));
const spec = (behaviour: string): ProcessSpec => ({
  name: behaviour,
  command: process.execPath,
  args: [child, behaviour, 'the inn'],
  env: process.env,
  output: 'inherit',
});

const lines: string[] = [];
let onLine: (line: string) => void = () => {};
const write = (fields: object, message: string): void => {
  const line = `${message} ${JSON.stringify(fields)}`;
  lines.push(line);
  onLine(line);
};
const supervisor = new Supervisor({ info: write, warn: write });
const isAlive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

afterEach(() => supervisor.stop());

describe('supervisor', () => {
  it('starts a process again that was killed, and stops it for good when told to', async () => {
    const worker = await supervisor.start(spec('obedient'));
    const { pid } = worker;
    const ended = new Promise<string>((resolve) => {
      onLine = resolve;
    });
    process.kill(pid ?? 0, 'SIGKILL');
    expect(await ended).toContain('SIGKILL');
    await expect
      .poll(() => worker.pid, { timeout: 5000 })
      .toSatisfy((next) => next !== undefined && next !== pid);
    const next = worker.pid;
    await supervisor.stop();
    expect(isAlive(next)).toBe(false);
  });

  it('passes on why a process cannot start, and does not try again', async () => {
    const refusal = supervisor.start(spec('refuses'));
    await expect(refusal).rejects.toThrow(StartError);
    await expect(refusal).rejects.toThrow('No room at the inn.');
  });

  it('gives up on a process that never becomes ready, and says so', async () => {
    await expect(supervisor.start(spec('dies'))).rejects.toThrow('ended 4 times (exit code 3)');
  });

  it('ends a process that does not listen', async () => {
    const stubborn = await supervisor.start(spec('stubborn'));
    const { pid } = stubborn;
    await supervisor.stop();
    expect(isAlive(pid)).toBe(false);
  });
});
