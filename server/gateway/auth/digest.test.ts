import { describe, expect, it } from 'vitest';
import type { DigestChallenge } from './auth-challenge.ts';
import { digestAuthorization } from './digest.ts';

const challenge: DigestChallenge = {
  scheme: 'digest',
  algorithm: 'MD5',
  session: false,
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
  qop: 'auth',
  stale: false,
  userhash: false,
};
const mufasa = { username: 'Mufasa', password: 'Circle of Life' };
const request = {
  method: 'GET',
  uri: '/dir/index.html',
  body: '',
  nonceCount: 1,
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};

const field = (header: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="?([^",]*)`).exec(header)?.[1];

describe('Digest answers', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('RFC 7616 3.9.1 with %s', (algorithm, response) => {
    const header = digestAuthorization({ ...challenge, algorithm }, mufasa, request);
    expect(field(header, 'response')).toBe(response);
    expect(header).toContain(`algorithm=${algorithm}, opaque="${challenge.opaque}", qop=auth, nc=00000001`);
  });

  it('RFC 7616 3.9.2 hashes the user name, as corrected by erratum 4897', () => {
    const header = digestAuthorization(
      { ...challenge, algorithm: 'SHA-512-256', realm: 'api@example.org', userhash: true },
      { username: 'Jäsøn Doe', password: 'Secret, or not?' },
      request,
    );
    expect(field(header, 'username')).toBe(
      '793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b',
    );
    expect(header).toContain('userhash=true');
  });

  it('RFC 2617 3.5 with qop, and without as RFC 2069 has it', () => {
    const rfc2617 = {
      ...challenge,
      realm: 'testrealm@host.com',
      nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
    };
    const person = { username: 'Mufasa', password: 'Circle Of Life' };
    const withQop = digestAuthorization(rfc2617, person, { ...request, cnonce: '0a4f113b' });
    expect(field(withQop, 'response')).toBe('6629fae49393a05397450978507c4ef1');
    const without = digestAuthorization({ ...rfc2617, qop: null }, person, request);
    expect(field(without, 'response')).toBe('670fd8c2df070c60b045671b8b24ff02');
    expect(without).not.toMatch(/qop|nc=|cnonce/);
  });

  it('hashes the body in where the device wants auth-int', () => {
    const integrity = { ...challenge, qop: 'auth-int' } as const;
    const responses = ['', 'a', 'b'].map((body) =>
      field(digestAuthorization(integrity, mufasa, { ...request, body }), 'response'),
    );
    expect(new Set(responses).size).toBe(3);
    expect(digestAuthorization(integrity, mufasa, request)).toContain('qop=auth-int');
  });

  it('quotes what would end a quoted string', () => {
    const header = digestAuthorization(challenge, { username: 'a"b\\c', password: '' }, request);
    expect(header).toContain('username="a\\"b\\\\c"');
  });
});
