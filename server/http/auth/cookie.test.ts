import { expect, it } from 'vitest';
import { sessionCookie } from './cookie.ts';

const token = 'A'.repeat(43);

it('is out of reach of scripts and of other sites', () => {
  expect(sessionCookie({ secure: false }).store(token)).toBe(
    `bw_session=${token}; Path=/; HttpOnly; SameSite=Lax`,
  );
});

it('behind https is Secure, and refused from neighbouring hosts', () => {
  const cookie = sessionCookie({ secure: true });
  expect(cookie.store(token)).toBe(`__Host-bw_session=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`);
  expect(cookie.read(`bw_session=${token}`)).toBeNull();
});

it('is removed with the attributes it was set with', () => {
  expect(sessionCookie({ secure: true }).clear()).toBe(
    '__Host-bw_session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0',
  );
});

it('is found among others, and only in its own shape', () => {
  const { read } = sessionCookie({ secure: false });
  expect(read(`theme=dark; bw_session=${token}; x=1`)).toBe(token);
  expect(read('bw_session=short')).toBeNull();
  expect(read(`xbw_session=${token}`)).toBeNull();
  expect(read(undefined)).toBeNull();
});
