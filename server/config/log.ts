import { isatty } from 'node:tty';
import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

export type { Logger } from 'pino';

/** Field names that never reach a log line, whatever object they ride on. */
const REDACTED = ['password', 'credentials', 'ticket', 'token', 'authorization', 'cookie', 'masterKey'];

const STDOUT = 1;

/**
 * A logger for one role: readable on a terminal, one JSON object a line otherwise.
 * @param output the open file it writes to
 */
export function createLogger(role: string, level: string, output = STDOUT): Logger {
  const options = {
    level,
    base: { role },
    redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  };
  if (!isatty(output)) return pino(options, pino.destination({ dest: output, sync: true }));
  return pino(
    options,
    pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', sync: true, destination: output }),
  );
}
