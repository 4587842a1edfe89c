import { Hono } from 'hono';
import { z } from 'zod';
import { type Fault, type FaultBook, type FaultTarget, faultSchema, faultTargetSchema } from '#sim/faults';
import { type ControlledEvening, mountEvening } from './evening-routes.ts';
import { isJson, problem } from './problem.ts';

/** What the API shows of the cameras. */
export interface ControlledCameras {
  has(code: string): boolean;
  reports(): readonly object[];
}

export interface ControlServices {
  readonly faults: FaultBook;
  readonly cameras: ControlledCameras;
  /** `null`: the county has no evening, as the simulator was not told of a web role. */
  readonly evening: ControlledEvening | null;
}

/** A fault as it is set and listed: its target, its name, its parameters. */
const faultOrderSchema = z.intersection(z.object({ code: faultTargetSchema }), faultSchema);

/**
 * `POST /faults {code, fault, …}` sets, `DELETE /faults/:code` clears, `GET /faults`, `GET /cameras`, `GET /healthz`,
 * and those of evening-routes.ts.
 * A code is a camera's 20 digits, or `*`. Problems are RFC 9457.
 */
export function controlRoutes({ faults, cameras, evening }: ControlServices): Hono {
  const isKnown = (code: FaultTarget) => code === '*' || cameras.has(code);
  const shown = (code: FaultTarget, fault: Fault) => ({ code, ...fault });
  const app = new Hono();

  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/cameras', (context) => context.json({ cameras: cameras.reports() }));
  app.get('/faults', (context) =>
    context.json({ faults: faults.list().map(({ code, fault }) => shown(code, fault)) }),
  );

  app.post('/faults', async (context) => {
    if (!isJson(context.req.raw)) return problem(415, 'send application/json');
    const order = faultOrderSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!order.success) return problem(400, z.prettifyError(order.error));
    const { code, ...fault } = order.data;
    if (!isKnown(code)) return problem(404, 'no such camera');
    faults.set(code, fault);
    return context.json(shown(code, fault));
  });

  app.delete('/faults/:code', (context) => {
    const code = faultTargetSchema.safeParse(context.req.param('code'));
    if (!code.success || !isKnown(code.data)) return problem(404, 'no such camera');
    faults.clear(code.data);
    return context.body(null, 204);
  });

  mountEvening(app, evening);
  return app;
}
