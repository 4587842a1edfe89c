import { z } from 'zod';

/** Probes a share of all cameras (RTSP OPTIONS, then DESCRIBE) and journals who came and went. */
export const cameraSweepJobSchema = z.object({
  shard: z.number().int().min(0),
  shards: z.number().int().min(1),
});
export type CameraSweepJob = z.infer<typeof cameraSweepJobSchema>;
