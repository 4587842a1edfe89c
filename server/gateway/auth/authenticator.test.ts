import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges, strongestChallenge } from './auth-challenge.ts';
import { Authenticator } from './authenticator.ts';

const credentials = { username: 'admin', password: 'secret' };
const digest = (nonce: string, more = ''): string => `Digest realm="cam", nonce="${nonce}"${more}`;

describe('challenges', () => {
  it('Q9 takes the strongest of several, in one field or in many', () => {
    const md5 = 'Digest realm="a, b", nonce="n1", algorithm=MD5';
    const sha = 'Digest realm="r", nonce="n2", algorithm=SHA-256, qop="auth,auth-int"';
    const fields = [`Basic realm="r", ${md5}`, sha];
    expect(parseChallenges(fields).map(({ scheme, realm }) => [scheme, realm])).toEqual([
      ['basic', 'r'],
      ['digest', 'a, b'],
      ['digest', 'r'],
    ]);
    expect(strongestChallenge(parseChallenges(fields))).toMatchObject({ algorithm: 'SHA-256', qop: 'auth' });
    expect(strongestChallenge(parseChallenges(['Basic realm="r"', md5]))).toMatchObject({ algorithm: 'MD5' });
  });

  it('Q9 passes over what it does not know', () => {
    const odd = 'Digest realm="cam", domain="::", nonce="n", random="1234", stale="FALSE", algorithm="MD5"';
    expect(parseChallenges([odd])).toMatchObject([{ scheme: 'digest', nonce: 'n', stale: false, qop: null }]);
    expect(
      parseChallenges(['Negotiate', 'Digest realm="x"', 'Digest nonce="n", algorithm=SHA3', '', '"']),
    ).toEqual([]);
  });

  it('reads session variants and auth-int', () => {
    expect(parseChallenges(['Digest nonce=n, algorithm=md5-sess, qop=auth-int'])).toMatchObject([
      { algorithm: 'MD5', session: true, qop: 'auth-int', realm: '' },
    ]);
  });
});

describe('authenticator', () => {
  it('sends nothing before a challenge, then Basic as asked', () => {
    const authenticator = new Authenticator(credentials, Math.random);
    expect(authenticator.authorize('OPTIONS', 'rtsp://c/')).toBeNull();
    expect(authenticator.challenge(['Basic realm="cam"'], false)).toBe('retry');
    expect(authenticator.authorize('OPTIONS', 'rtsp://c/')).toBe('Basic YWRtaW46c2VjcmV0');
  });

  it('counts the uses of a nonce, each with a new client nonce', () => {
    const authenticator = new Authenticator(credentials, Math.random);
    authenticator.challenge([digest('n', ', qop="auth"')], false);
    const first = authenticator.authorize('DESCRIBE', 'rtsp://c/') ?? '';
    const second = authenticator.authorize('SETUP', 'rtsp://c/') ?? '';
    expect(first).toContain('nc=00000001');
    expect(second).toContain('nc=00000002');
    expect(/cnonce="(\w+)"/.exec(first)?.[1]).not.toBe(/cnonce="(\w+)"/.exec(second)?.[1]);
  });

  it('S7 tries a password once', () => {
    const authenticator = new Authenticator(credentials, Math.random);
    expect(authenticator.challenge([digest('n')], false)).toBe('retry');
    expect(authenticator.challenge([digest('n')], true)).toBe('refused');
  });

  it('Q9 answers a stale nonce, marked so or met after credentials were accepted', () => {
    const marked = new Authenticator(credentials, Math.random);
    marked.challenge([digest('n1')], false);
    expect(marked.challenge([digest('n2', ', stale=true')], true)).toBe('retry');
    expect(marked.authorize('PLAY', 'rtsp://c/')).toContain('nonce="n2"');

    const unmarked = new Authenticator(credentials, Math.random);
    unmarked.challenge([digest('n1')], false);
    unmarked.accept();
    expect(unmarked.challenge([digest('n2')], true)).toBe('retry');
    expect(unmarked.challenge([digest('n3')], true)).toBe('refused');
  });

  it('gives up without credentials, or without a challenge it can answer', () => {
    expect(new Authenticator(null, Math.random).challenge([digest('n')], false)).toBe('refused');
    expect(new Authenticator(credentials, Math.random).challenge(['Negotiate'], false)).toBe('refused');
  });
});

it('Q9 any field is read or passed over', () => {
  const pieces = fc.constantFrom(
    'Digest ',
    'Basic ',
    'nonce="',
    'realm=',
    '"',
    '\\',
    ',',
    ' ',
    '=',
    'a',
    'é',
  );
  const fields = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(fields, (field) => {
      for (const challenge of parseChallenges([field]))
        expect(['basic', 'digest']).toContain(challenge.scheme);
    }),
  );
});
