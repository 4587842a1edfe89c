import type { z } from 'zod';

/** One kind of job: what it is called, what it carries, how it is tried. */
export interface JobDefinition<Payload> {
  /** Also the name of its queue. Letters, digits and dashes. */
  readonly name: string;
  /** Checked when a job is added and again before it runs: the queue may hold jobs of another version. */
  readonly schema: z.ZodType<Payload>;
  /** How often a job that fails is run in all before it stays in the list of failed jobs. */
  readonly attempts: number;
  /** Before the second attempt; doubled before each further one. */
  readonly backoffMs: number;
  /** How many of them one worker process runs at a time. */
  readonly concurrency: number;
}

/**
 * Defines a kind of job; one a file.
 * @example
 * const greet = defineJob({ name: 'greet', schema: z.object({ who: z.string() }), attempts: 3, backoffMs: 500, concurrency: 1 });
 */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition;
}
