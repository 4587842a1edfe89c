import { z } from 'zod';
import { alertIdSchema, assignmentIdSchema } from './ids.ts';

/** Probes a share of all cameras (RTSP OPTIONS, then DESCRIBE) and journals who came and went. */
export const cameraSweepJobSchema = z.object({
  shard: z.number().int().min(0),
  shards: z.number().int().min(1),
  /** From then on the next sweep asks the same, so that this one need not begin. */
  untilMs: z.number().int(),
});
export type CameraSweepJob = z.infer<typeof cameraSweepJobSchema>;

/** Routes one alert that was raised. */
export const routeAlertJobSchema = z.object({ alertId: alertIdSchema });
export type RouteAlertJob = z.infer<typeof routeAlertJobSchema>;

/**
 * Wakes whoever looks after a deadline. The deadline itself is a column: the handler reads it again, so that a
 * lost, late or repeated job does no harm.
 */
export const deadlineJobSchema = z.discriminatedUnion('subject', [
  z.object({ subject: z.literal('alert'), alertId: alertIdSchema }),
  z.object({ subject: z.literal('assignment'), assignmentId: assignmentIdSchema }),
]);
export type DeadlineJob = z.infer<typeof deadlineJobSchema>;

/** Finds whatever no job woke: alerts never routed, deadlines gone by. */
export const sweepDeadlinesJobSchema = z.object({});
