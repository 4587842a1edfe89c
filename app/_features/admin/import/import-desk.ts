import type { ImportRowError } from '#core/contracts';
import { ApiError } from '../../../_lib/api/index.ts';
import { createStore } from '../../../_lib/store/index.ts';
import { type AdminProblem, adminProblem } from '../admin-problem.ts';

/** How far an import has come. */
export type ImportState =
  | { readonly step: 'empty' }
  | { readonly step: 'checking'; readonly name: string }
  | { readonly step: 'wrong'; readonly name: string; readonly rows: readonly ImportRowError[] }
  | {
      readonly step: 'failed';
      readonly name: string;
      readonly problem: AdminProblem | 'notUtf8' | 'unreadable';
    }
  | { readonly step: 'ready'; readonly name: string; readonly csv: string; readonly cameras: number }
  | { readonly step: 'registering'; readonly name: string; readonly cameras: number }
  | { readonly step: 'done'; readonly name: string; readonly cameras: number };

/** What is read of a chosen file. */
export type ListFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** `POST /api/cameras/import`; answers with how many cameras the list has. */
export type ImportCameras = (body: { csv: string; dryRun: boolean }) => Promise<number>;

/** What the contract takes; a character of Chinese is three bytes. */
const BYTES_MAX = 16_000_000;

/** Takes a camera list in: first it is only checked, then it is registered as it was checked. */
export class ImportDesk {
  readonly state = createStore<ImportState>({ step: 'empty' });
  readonly #send: ImportCameras;
  /** The file that counts: an answer about an earlier one is of no interest. */
  #current: ListFile | null = null;

  constructor(send: ImportCameras) {
    this.#send = send;
  }

  /** Reads a file and has it checked. */
  async check(file: ListFile): Promise<void> {
    if (this.state.get().step === 'registering') return;
    this.#current = file;
    const { name } = file;
    this.state.set({ step: 'checking', name });
    const next = await this.#checked(file);
    if (this.#current === file) this.state.set(next);
  }

  /** Registers the list that was checked; pressed twice it is sent once. */
  async register(): Promise<void> {
    const state = this.state.get();
    if (state.step !== 'ready') return;
    const { name, csv, cameras } = state;
    this.state.set({ step: 'registering', name, cameras });
    try {
      this.state.set({ step: 'done', name, cameras: await this.#send({ csv, dryRun: false }) });
    } catch (error) {
      this.state.set(refusal(name, error));
    }
  }

  async #checked(file: ListFile): Promise<ImportState> {
    const { name } = file;
    if (file.size > BYTES_MAX) return { step: 'failed', name, problem: 'tooLarge' };
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) return { step: 'failed', name, problem: 'unreadable' };
    const csv = decode(bytes);
    if (csv === null) return { step: 'failed', name, problem: 'notUtf8' };
    try {
      return { step: 'ready', name, csv, cameras: await this.#send({ csv, dryRun: true }) };
    } catch (error) {
      return refusal(name, error);
    }
  }
}

/** Excel saves Chinese lists in GB 18030 unless told otherwise, which must not become nonsense in names. */
function decode(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function refusal(name: string, error: unknown): ImportState {
  const failure = error instanceof ApiError ? error.failure : null;
  const rows = failure?.kind === 'problem' ? failure.problem?.rows : undefined;
  return rows === undefined || rows.length === 0
    ? { step: 'failed', name, problem: adminProblem(error) }
    : { step: 'wrong', name, rows };
}
