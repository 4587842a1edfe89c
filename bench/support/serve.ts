import process from 'node:process';

/** The functions a child process offers; arguments and results are copied between the processes. */
// Parameters of any type: the functions of an API are called by name, with what TypeScript checked on the other side.
export type ChildApi = Readonly<Record<string, (...values: never[]) => unknown>>;

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly values: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/**
 * Answers the calls of the process that started this one, and ends with it. Ctrl-C reaches the whole group; the
 * benchmark decides how to stop.
 */
export function serve(api: ChildApi): void {
  process.on('message', (question: Question) => void answer(api, question));
  process.on('disconnect', () => process.exit(0));
  process.on('SIGINT', () => {});
}

async function answer(api: ChildApi, { id, name, values }: Question): Promise<void> {
  const reply = (answer: Answer): void => void process.send?.(answer);
  try {
    reply({ id, value: await api[name]?.(...(values as never[])) });
  } catch (error) {
    reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
