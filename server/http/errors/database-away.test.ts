import { expect, it } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

const withFields = (message: string, fields: object, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), fields);

it.each([
  ['refused', withFields('connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' })],
  ['shutting down', withFields('terminating connection', { code: '57P01' })],
  ['starting up', withFields('the database system is starting up', { code: '57P03' })],
  ['connection failure', withFields('', { code: '08006' })],
  ['silent', new Error('Query read timeout')],
  ['cut in mid-query', new Error('Connection terminated unexpectedly')],
  ['wrapped by the query builder', new Error('Failed query', { cause: withFields('', { code: '57P02' }) })],
  [
    'refused on every address',
    new AggregateError([withFields('', { code: 'ECONNREFUSED', syscall: 'connect' })]),
  ],
])('away: %s', (_, error) => expect(isDatabaseAway(error)).toBe(true));

it.each([
  ['a broken rule of a table', withFields('duplicate key', { code: '23505' })],
  ['a missing file', withFields('no such file', { code: 'ENOENT', syscall: 'open' })],
  ['a bug', new TypeError('x is not a function')],
  ['no error at all', 'ECONNREFUSED'],
])('not away: %s', (_, error) => expect(isDatabaseAway(error)).toBe(false));
