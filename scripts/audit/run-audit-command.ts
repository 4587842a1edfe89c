import process from 'node:process';
import { createLogger, readSettings, type Settings } from '#server/config';
import { explainStartError, START_ERROR_EXIT_CODE } from '#server/supervisor';
import { type AuditDatabase, openAuditDatabase } from '../../server/composition/audit-database.ts';

export interface CommandContext {
  readonly settings: Settings;
  /** Ends the command with a sentence for the person at the terminal. */
  readonly refuse: (sentence: string) => never;
}

/** Runs a command about the audit log on the installation's database, and gives back what it opened. */
export async function runAuditCommand(
  work: (database: AuditDatabase, context: CommandContext) => Promise<void>,
): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) refuse(`These settings cannot be used:\n${settings.error.problems.join('\n')}`);
  try {
    const database = await openAuditDatabase(settings.value, createLogger('audit', 'warn'));
    try {
      await work(database, { settings: settings.value, refuse });
    } finally {
      await database.close();
    }
  } catch (error) {
    refuse(explainStartError(error)?.message ?? `The audit log could not be read: ${saidBy(error)}`);
  }
}

/** What the database said, which drizzle keeps as the cause of its own error. */
function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(START_ERROR_EXIT_CODE);
}
