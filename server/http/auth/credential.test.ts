import { randomFillSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { credentialOf, newApiKey } from './credential.ts';

const key = newApiKey((bytes) => randomFillSync(bytes));
const cookie = 'c'.repeat(43);

it('S3 a key comes as a bearer token, and the cookie beside it counts for nothing', () => {
  for (const header of [`Bearer ${key}`, `bearer  ${key} `])
    expect(credentialOf(header, cookie)).toEqual({ carrier: 'bearer', token: key });
});

it.each([`Bearer ${cookie}`, `Bearer ${key}x`, 'Bearer ', 'Bearer null', `Bearer bwk_${'.'.repeat(43)}`])(
  'S3 %s is a bearer token that nobody has',
  (header) => expect(credentialOf(header, cookie)).toEqual({ carrier: 'bearer', token: null }),
);

it.each([undefined, '', `Basic ${key}`, key, `Digest username="${key}"`])(
  'S3 with %s the cookie counts',
  (header) => {
    expect(credentialOf(header, cookie)).toEqual({ carrier: 'cookie', token: cookie });
    expect(credentialOf(header, null)).toEqual({ carrier: 'cookie', token: null });
  },
);
