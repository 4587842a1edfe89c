/** SQLSTATE classes and codes (PostgreSQL manual, appendix A) that say "not now" and not "not so". */
const SQLSTATE = /^(08...|57P0[1-5]|53300|25006)$/;
const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** What node-postgres says in words only, without a code. */
const WORDS =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end)/;

/** Whether an error, or what caused it, is that the database could not be reached or is restarting. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    const code = 'code' in at ? String(at.code) : '';
    if (SQLSTATE.test(code) || isSystemError(at, code) || WORDS.test(at.message)) return true;
    // Node tries every address of a host name and reports all the refusals together.
    if (at instanceof AggregateError && at.errors.some(isDatabaseAway)) return true;
  }
  return false;
}

/** The same code on a file operation would be a bug of ours; only connecting sockets count. */
function isSystemError(error: Error, code: string): boolean {
  const syscall = 'syscall' in error ? String(error.syscall) : '';
  return SYSTEM.has(code) && /^(connect|read|write|getaddrinfo)$/.test(syscall);
}
