import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hmac, signTicket, type TicketClaims, verifyTicket } from './stream-ticket.ts';

const hmac: Hmac = (data) => createHmac('sha256', 'test key').update(data).digest('base64url');
const claims = {
  sessionId: 'ses_1',
  userId: 'usr_1',
  cameraId: 'cam_1',
  profile: 'main',
  issuedAtMs: 0,
  expiresAtMs: 1000,
} as TicketClaims;

describe('stream ticket', () => {
  it('gives back its claims until it expires', () => {
    const ticket = signTicket(claims, hmac);
    expect(verifyTicket(ticket, hmac, 999)).toEqual({ ok: true, value: claims });
    expect(verifyTicket(ticket, hmac, 1000)).toEqual({ ok: false, error: 'expired' });
  });

  it('refuses another key and any changed character', () => {
    const ticket = signTicket(claims, hmac);
    const other: Hmac = (data) => createHmac('sha256', 'other').update(data).digest('base64url');
    expect(verifyTicket(ticket, other, 0).ok).toBe(false);
    for (let at = 0; at < ticket.length; at++) {
      const changed = `${ticket.slice(0, at)}${ticket[at] === 'A' ? 'B' : 'A'}${ticket.slice(at + 1)}`;
      expect(verifyTicket(changed, hmac, 0).ok).toBe(false);
    }
  });

  it('refuses anything else without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => !verifyTicket(text, hmac, 0).ok));
    const signedNonsense = (body: string) => `${body}.${hmac(body)}`;
    expect(verifyTicket(signedNonsense('%%%'), hmac, 0)).toEqual({ ok: false, error: 'malformed' });
    expect(verifyTicket(signedNonsense('bnVsbA'), hmac, 0)).toEqual({ ok: false, error: 'malformed' });
  });
});
