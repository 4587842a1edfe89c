import { describe, expect, it } from 'vitest';
import { EmbeddedPostgresError, explain } from './error.ts';

describe('explain', () => {
  it.each([
    ["ENOSPC: no space left on device, write '/data/x'", 'disk_full'],
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'disk_full'],
    ['initdb: error: could not create directory: Disk quota exceeded', 'disk_full'],
    ["EACCES: permission denied, mkdir '/data/postgres'", 'not_writable'],
    ["EROFS: read-only file system, mkdir '/data'", 'not_writable'],
    ['initdb: error: could not access directory: Permission denied', 'not_writable'],
    ['FATAL:  lock file is confused', 'start_failed'],
  ])('tells from %j what is wrong: %s', (text, code) => {
    const error = explain(new Error(text), '/some/data');
    expect(error.code).toBe(code);
    expect(error.message).toContain('/some/data');
  });

  it('leaves what is explained already', () => {
    const error = new EmbeddedPostgresError('already_running', 'Stop it.');
    expect(explain(error, '/some/data')).toBe(error);
  });
});
