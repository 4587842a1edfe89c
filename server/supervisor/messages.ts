import { z } from 'zod';

/** What a role's process tells its supervisor. */
export const roleMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('start_error'), sentence: z.string() }),
]);
export type RoleMessage = z.infer<typeof roleMessageSchema>;
