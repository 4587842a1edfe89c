import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signServiceToken, verifyServiceToken } from './probe.ts';
import { type Hmac, verifyTicket } from './stream-ticket.ts';

const hmac: Hmac = (data) => createHmac('sha256', 'test key').update(data).digest('base64url');

describe('service token', () => {
  it('is good for a minute and then expires', () => {
    const token = signServiceToken(hmac, 0);
    expect(verifyServiceToken(token, hmac, 59_999)).toEqual({ ok: true, value: true });
    expect(verifyServiceToken(token, hmac, 60_000)).toEqual({ ok: false, error: 'expired' });
  });

  it('is neither forgeable nor good as a stream ticket', () => {
    const token = signServiceToken(hmac, 0);
    expect(verifyServiceToken(token.replace('svc.6', 'svc.9'), hmac, 0)).toEqual({
      ok: false,
      error: 'forged',
    });
    expect(verifyServiceToken('', hmac, 0)).toEqual({ ok: false, error: 'forged' });
    expect(verifyTicket(token, hmac, 0).ok).toBe(false);
  });
});
