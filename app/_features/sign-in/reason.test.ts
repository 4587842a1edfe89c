import { expect, test } from 'vitest';
import { reasonOf } from './reason.ts';

test.each([
  ['ended', 'ended'],
  ['provider_no_account', 'providerNoAccount'],
  ['toString', null],
  ['<b>', null],
  [null, null],
])('%s → %s', (why, reason) => expect(reasonOf(why)).toBe(reason));
