import { z } from 'zod';

/**
 * A place in the journal: `<xid>-<seq>`, both decimal. Entries are ordered by it, and a reader that remembers
 * the last one it handled asks for what comes after. Opaque to clients.
 */
export const journalPositionSchema = z.string().regex(/^\d{1,20}-\d{1,20}$/);
export type JournalPosition = z.infer<typeof journalPositionSchema>;
