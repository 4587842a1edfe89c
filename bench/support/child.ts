import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Answer, ChildApi, Question } from './serve.ts';

/** How long a child may take to end by itself. */
const FAREWELL_MS = 5_000;

type Result<Api extends ChildApi, Name extends keyof Api> = Promise<Awaited<ReturnType<Api[Name]>>>;

/** A part of a benchmark in a process of its own, so that its CPU time and memory are its own too. */
export interface Child<Api extends ChildApi> extends AsyncDisposable {
  /** Calls a function in the child. Rejects with the child's error, and when the child ends first. */
  ask<Name extends keyof Api & string>(name: Name, ...values: Parameters<Api[Name]>): Result<Api, Name>;
}

/**
 * Starts a file that calls `serve`. Its output goes to our stderr. It ends when disposed of, and when we end.
 * @param nodeArguments what the product gives the Node of such a process
 */
export function startChild<Api extends ChildApi>(
  file: URL,
  nodeArguments: readonly string[] = [],
): Child<Api> {
  const child = fork(fileURLToPath(file), {
    stdio: ['ignore', 2, 2, 'ipc'],
    serialization: 'advanced',
    execArgv: [...nodeArguments],
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  child.on('message', ({ id, value, error }: Answer) => {
    if (error === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values())
      reject(new Error(`${file.pathname} ended (${signal ?? code})`));
    waiting.clear();
  });
  return {
    ask: <Name extends keyof Api & string>(name: Name, ...values: Parameters<Api[Name]>) => {
      const answer = Promise.withResolvers<unknown>();
      if (!child.connected) return Promise.reject(new Error(`${file.pathname} has ended`));
      const question: Question = { id: asked++, name, values };
      waiting.set(question.id, answer);
      child.send(question);
      return answer.promise as Result<Api, Name>;
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (child.connected) child.disconnect();
  const late = new AbortController();
  void sleep(FAREWELL_MS, null, { signal: late.signal }).then(
    () => child.kill('SIGKILL'),
    () => {},
  );
  await exited;
  late.abort();
}
