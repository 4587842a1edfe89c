import type { Hono } from 'hono';
import { z } from 'zod';
import { isJson, problem } from './problem.ts';

/** What the API asks of the evening that is played in the county. */
export interface ControlledEvening {
  report(): object;
  has(step: string): boolean;
  /** Plays a step now. @returns what became of each of its signals @throws when it could not be sent */
  fire(step: string, isFresh: boolean): Promise<readonly object[]>;
  pause(): void;
  resume(): void;
}

const stepOrderSchema = z.object({
  name: z.string(),
  /** Raises a new alert even if that of the last time is still open. */
  fresh: z.boolean().default(false),
});
const none = () => problem(404, 'there is no evening: SIM_WEB_URL is not set');

/**
 * `GET /evening` says how it goes and what its steps are called; `POST /evening/step {name, fresh?}` plays one at once and
 * answers `{name, results}`; `POST /evening/pause` and `/evening/resume` answer as GET does.
 */
export function mountEvening(app: Hono, evening: ControlledEvening | null): void {
  app.get('/evening', (context) => (evening === null ? none() : context.json(evening.report())));

  app.post('/evening/step', async (context) => {
    if (evening === null) return none();
    if (!isJson(context.req.raw)) return problem(415, 'send application/json');
    const order = stepOrderSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!order.success) return problem(400, z.prettifyError(order.error));
    const { name, fresh } = order.data;
    if (!evening.has(name)) return problem(404, `no step ${name}`);
    try {
      return context.json({ name, results: await evening.fire(name, fresh) });
    } catch (error) {
      return problem(502, `the web role did not take it: ${error instanceof Error ? error.message : error}`);
    }
  });

  for (const action of ['pause', 'resume'] as const) {
    app.post(`/evening/${action}`, (context) => {
      if (evening === null) return none();
      // These have no body whose type could tell; browsers send Origin with every POST (Fetch §3.2).
      if (context.req.header('origin') !== undefined) return problem(403, 'not for web pages');
      evening[action]();
      return context.json(evening.report());
    });
  }
}
