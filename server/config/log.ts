import { isatty } from 'node:tty';
import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

export type { Logger } from 'pino';

/** Field names that never reach a log line, whatever object they ride on. */
const REDACTED = ['password', 'credentials', 'ticket', 'token', 'authorization', 'cookie', 'masterKey'];

/** A logger for one role: readable on a terminal, one JSON object a line otherwise. */
export function createLogger(role: string, level: string): Logger {
  const options = {
    level,
    base: { role },
    redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  };
  if (!isatty(1)) return pino(options);
  return pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', sync: true }));
}
