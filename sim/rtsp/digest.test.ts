import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { authorize } from '#sim/testing';
import { DigestGuard } from './digest.ts';

const credentials = { username: 'admin', password: 'p,w "x' };
const URI = 'rtsp://127.0.0.1/33010500001320000001/main';

function setUp() {
  const clock = new ManualClock();
  return { clock, guard: new DigestGuard({ credentials, clock, random: () => 0.25 }) };
}

describe('digest authentication', () => {
  it('lets in whoever knows the password', () => {
    const { guard } = setUp();
    const answer = authorize(guard.challenge(false), credentials, 'DESCRIBE', URI);
    expect(guard.check(answer, 'DESCRIBE', URI)).toBe('granted');
  });

  it('reads unquoted fields and unknown ones', () => {
    const { guard } = setUp();
    const answer = authorize(guard.challenge(false), credentials, 'PLAY', URI);
    expect(guard.check(`${answer}, algorithm=MD5, opaque="a\\"b, c=d"`, 'PLAY', URI)).toBe('granted');
  });

  it.each([
    ['a wrong password', { ...credentials, password: 'p,w' }, 'DESCRIBE', URI],
    ['a wrong user name', { ...credentials, username: 'root' }, 'DESCRIBE', URI],
    ['the answer for another method', credentials, 'SETUP', URI],
    ['the answer for another URI', credentials, 'DESCRIBE', `${URI}x`],
  ])('turns away %s', (_, login, method, uri) => {
    const { guard } = setUp();
    const answer = authorize(guard.challenge(false), login, method, uri);
    expect(guard.check(answer, 'DESCRIBE', URI)).toBe('denied');
  });

  it.each([undefined, '', 'Basic YWRtaW46cHc=', 'Digest', 'Digest username="a', 'Digest ,,,'])(
    'turns away %s',
    (header) => {
      expect(setUp().guard.check(header, 'DESCRIBE', URI)).toBe('denied');
    },
  );

  it('calls a nonce stale when it is too old or not its own, but only to those who know the password', () => {
    const { guard, clock } = setUp();
    const answer = authorize(guard.challenge(false), credentials, 'PLAY', URI);
    const wrong = authorize(guard.challenge(false), { ...credentials, password: '' }, 'PLAY', URI);
    clock.advance(300_000);
    expect(guard.check(answer, 'PLAY', URI)).toBe('granted');
    clock.advance(1);
    expect(guard.check(answer, 'PLAY', URI)).toBe('stale');
    expect(guard.check(wrong, 'PLAY', URI)).toBe('denied');
    const forged = authorize('realm="IP Camera", nonce="18bcfe56800.00"', credentials, 'PLAY', URI);
    expect(guard.check(forged, 'PLAY', URI)).toBe('stale');
  });

  it('says in the challenge whether only the nonce was wrong', () => {
    const { guard } = setUp();
    expect(guard.challenge(true)).toMatch(
      /^Digest realm="IP Camera", nonce="[0-9a-f.]+", algorithm=MD5, stale=TRUE$/,
    );
    expect(guard.challenge(false)).toContain('stale=FALSE');
  });
});
