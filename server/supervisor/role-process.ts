import process from 'node:process';
import type { RoleMessage } from './messages.ts';
import { explainStartError, START_ERROR_EXIT_CODE } from './start-error.ts';

/** A running role. */
export interface RunningRole {
  /** Drains and stops; bounded to a few seconds by whoever runs it. */
  close(): Promise<void>;
}

interface RoleLog {
  info(message: string): void;
  fatal(fields: object, message: string): void;
}

const CLOSE_TIMEOUT_MS = 2800; // below the supervisor's own limit, so that a role ends by itself

/**
 * Runs a role as this process: starts it, says so to the supervisor, and stops it when asked to, or when the
 * supervisor is gone: an orphan would hold ports that the next start needs.
 */
export async function runRole(start: () => Promise<RunningRole>, log: RoleLog): Promise<void> {
  const stopAsked = whenStopAsked();
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'a fault nobody caught; ending so that the supervisor starts afresh');
    process.exit(1);
  });
  const role = await startOrExit(start, log);
  tell({ type: 'ready' });
  await stopAsked;
  log.info('stopping');
  setTimeout(() => process.exit(1), CLOSE_TIMEOUT_MS).unref();
  await role.close();
  process.exit(0);
}

async function startOrExit(start: () => Promise<RunningRole>, log: RoleLog): Promise<RunningRole> {
  try {
    return await start();
  } catch (error) {
    const explained = explainStartError(error);
    if (explained === null) throw error;
    log.fatal({ err: error }, explained.message);
    tell({ type: 'start_error', sentence: explained.message });
    process.exitCode = START_ERROR_EXIT_CODE;
    process.disconnect?.();
    process.exit();
  }
}

function whenStopAsked(): Promise<void> {
  const supervised = process.send !== undefined;
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
    // Ctrl-C reaches the whole process group; under a supervisor, it decides the order of stopping.
    process.on('SIGINT', () => {
      if (!supervised) resolve();
    });
  });
}

function tell(message: RoleMessage): void {
  process.send?.(message);
}
