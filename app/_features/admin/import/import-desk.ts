import { type ImportRowError, LIST_BYTES_MAX } from '#core/contracts';
import { ApiError } from '../../../_lib/api/index.ts';
import { createStore } from '../../../_lib/store/index.ts';
import { type AdminProblem, adminProblem } from '../admin-problem.ts';
import { toBase64 } from './base64.ts';

/** How far an import has come; `found` is what the server says of the list. */
export type ImportState<Found> =
  | { readonly step: 'empty' }
  | { readonly step: 'checking'; readonly name: string }
  | { readonly step: 'wrong'; readonly name: string; readonly rows: readonly ImportRowError[] }
  | { readonly step: 'failed'; readonly name: string; readonly problem: AdminProblem | 'unreadable' }
  | { readonly step: 'ready'; readonly name: string; readonly file: string; readonly found: Found }
  | { readonly step: 'applying'; readonly name: string; readonly found: Found }
  | { readonly step: 'done'; readonly name: string; readonly found: Found };

/** What is read of a chosen file. */
export type ListFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** A route that takes a list, in base64. */
export type SendList<Found> = (body: { file: string; dryRun: boolean }) => Promise<Found>;

/** Takes a list in: first it is only checked, then it is applied as it was checked. */
export class ImportDesk<Found> {
  readonly state = createStore<ImportState<Found>>({ step: 'empty' });
  readonly #send: SendList<Found>;
  /** The file that counts: an answer about an earlier one is of no interest. */
  #current: ListFile | null = null;

  constructor(send: SendList<Found>) {
    this.#send = send;
  }

  /** Reads a file and has it checked. */
  async check(file: ListFile): Promise<void> {
    if (this.state.get().step === 'applying') return;
    this.#current = file;
    const { name } = file;
    this.state.set({ step: 'checking', name });
    const next = await this.#checked(file);
    if (this.#current === file) this.state.set(next);
  }

  /** Applies the list that was checked; pressed twice it is sent once. */
  async apply(): Promise<void> {
    const state = this.state.get();
    if (state.step !== 'ready') return;
    const { name, file, found } = state;
    this.state.set({ step: 'applying', name, found });
    try {
      this.state.set({ step: 'done', name, found: await this.#send({ file, dryRun: false }) });
    } catch (error) {
      this.state.set(refusal(name, error));
    }
  }

  async #checked(chosen: ListFile): Promise<ImportState<Found>> {
    const { name } = chosen;
    if (chosen.size > LIST_BYTES_MAX) return { step: 'failed', name, problem: 'tooLarge' };
    const bytes = await chosen.arrayBuffer().catch(() => null);
    if (bytes === null) return { step: 'failed', name, problem: 'unreadable' };
    const file = toBase64(new Uint8Array(bytes));
    try {
      return { step: 'ready', name, file, found: await this.#send({ file, dryRun: true }) };
    } catch (error) {
      return refusal(name, error);
    }
  }
}

function refusal(name: string, error: unknown): ImportState<never> {
  const failure = error instanceof ApiError ? error.failure : null;
  const rows = failure?.kind === 'problem' ? failure.problem?.rows : undefined;
  return rows === undefined || rows.length === 0
    ? { step: 'failed', name, problem: adminProblem(error) }
    : { step: 'wrong', name, rows };
}
