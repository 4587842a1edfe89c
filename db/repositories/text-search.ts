import { type AnyColumn, like, type SQL, sql } from 'drizzle-orm';

/** The condition that a column, which is in lower case, has this text in it. */
export function containsText(column: AnyColumn, text: string): SQL {
  const literal = storableText(text).replaceAll(/[\\%_]/g, '\\$&');
  return like(column, sql`lower(${`%${literal}%`})`);
}

/** PostgreSQL's text has no NUL; a query that brings one must not fail, it just finds what the rest says. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
