import type { z } from 'zod';
import { type patrolActionSchema, type patrolSteps, patrolTaskSchema } from '#core/contracts';
import type { AssignmentId } from '#core/kit';
import { WebRefusal } from './web-refusal.ts';

export type PatrolTask = z.infer<typeof patrolTaskSchema>;

export interface PatrolApiOptions {
  /** Where the web role is reached, without a path. */
  readonly webUrl: string;
  readonly username: string;
  readonly password: string;
  /** Ends requests under way. */
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 20_000;

/** What a squad's phone asks of the web role. Every method throws WebRefusal or a network error. */
export class PatrolApi {
  readonly #options: PatrolApiOptions;
  #cookie: string | null = null;

  constructor(options: PatrolApiOptions) {
    this.#options = options;
  }

  /** The `Cookie` header of the session; `null` before signing in and when it is over. */
  get cookie(): string | null {
    return this.#cookie;
  }

  async signIn(): Promise<void> {
    const { username, password } = this.#options;
    const response = await this.#ask('POST', '/api/session', { username, password });
    await response.body?.cancel();
    this.#cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? null;
  }

  forgetSession(): void {
    this.#cookie = null;
  }

  /** The squad and what it is to do now. */
  async task(): Promise<PatrolTask> {
    const response = await this.#ask('GET', '/api/patrol/task');
    return patrolTaskSchema.parse(await response.json());
  }

  /** Moves the squad's assignment on. */
  async act(
    assignmentId: AssignmentId,
    step: (typeof patrolSteps)[number],
    action: z.infer<typeof patrolActionSchema>,
  ): Promise<void> {
    const response = await this.#ask('POST', `/api/patrol/assignments/${assignmentId}/${step}`, action);
    await response.body?.cancel();
  }

  async #ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
    const { webUrl, signal } = this.#options;
    const response = await fetch(`${webUrl}${path}`, {
      method,
      headers: {
        ...(this.#cookie !== null && { cookie: this.#cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (response.status === 401) this.forgetSession();
    return WebRefusal.check(path, response);
  }
}
