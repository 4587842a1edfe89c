import { StartError } from '#core/kit';
/** What kept the embedded PostgreSQL from starting. */
export type EmbeddedPostgresErrorCode =
  | 'unsupported_platform'
  | 'not_writable'
  | 'disk_full'
  | 'already_running'
  | 'wrong_owner'
  | 'no_unprivileged_user'
  | 'secret_missing'
  | 'cluster_missing'
  | 'start_failed';

/** The embedded PostgreSQL cannot run here. The message is a sentence for whoever started the program. */
export class EmbeddedPostgresError extends StartError {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const FULL = /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/;
const NOT_WRITABLE =
  /EACCES|EPERM|EROFS|ENOTDIR|Permission denied|Read-only file system|Operation not permitted/;

/** Turns what the system or PostgreSQL said while working in `folder` into a sentence that says what to do. */
export function explain(error: unknown, folder: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (FULL.test(text)) {
    return new EmbeddedPostgresError(
      'disk_full',
      `The disk that holds ${folder} is full. Free at least 200 MB there and start again; nothing was lost.`,
      error,
    );
  }
  if (NOT_WRITABLE.test(text)) {
    return new EmbeddedPostgresError(
      'not_writable',
      `The database needs to write to ${folder} and may not. Make it writable, or choose another data folder.`,
      error,
    );
  }
  return new EmbeddedPostgresError(
    'start_failed',
    `The embedded PostgreSQL in ${folder} did not start: ${text.trim()}`,
    error,
  );
}
