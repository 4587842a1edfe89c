import { describe, expect, it } from 'vitest';
import {
  isStaleOneTime,
  needsSecondFactor,
  pendingOf,
  type SessionFacts,
  type SignInPolicy,
  standardPolicy,
} from './sign-in-policy.ts';

const DAY_MS = 86_400_000;
const NOW_MS = 1_700_000_000_000;
const mlps3: SignInPolicy = { profile: 'mlps3', secondFactorRoles: [] };
const forAdministrators: SignInPolicy = { profile: 'standard', secondFactorRoles: ['administrator'] };

const facts: SessionFacts = {
  kind: 'person',
  roles: ['operator'],
  isEnrolled: false,
  wasShown: false,
  password: { isOneTime: false, changedMs: NOW_MS },
};
const owes = (more: Partial<SessionFacts>, policy: SignInPolicy = standardPolicy) =>
  pendingOf({ ...facts, ...more }, policy, NOW_MS);

describe('S1 what a session owes', () => {
  it('is nothing after a good password, where no second factor is asked for', () => {
    expect(owes({})).toBeNull();
  });

  it('is the second factor of whoever has one', () => {
    expect(owes({ isEnrolled: true })).toBe('second_factor');
    expect(owes({ isEnrolled: true, wasShown: true })).toBeNull();
  });

  it('is the enrolment of one where the role or the profile wants it', () => {
    expect(owes({}, forAdministrators)).toBeNull();
    expect(owes({ roles: ['operator', 'administrator'] }, forAdministrators)).toBe('enrolment');
    expect(owes({}, mlps3)).toBe('enrolment');
    expect(owes({ wasShown: true }, mlps3)).toBeNull();
  });

  it('is a password of one’s own, and only after the second factor', () => {
    const password = { isOneTime: true, changedMs: NOW_MS };
    expect(owes({ password })).toBe('new_password');
    expect(owes({ password, isEnrolled: true })).toBe('second_factor');
    expect(owes({ password }, mlps3)).toBe('enrolment');
  });

  it('is another password after ninety days under mlps3, and never otherwise', () => {
    const aged = (days: number) => ({
      wasShown: true,
      password: { isOneTime: false, changedMs: NOW_MS - days * DAY_MS },
    });
    expect(owes(aged(90), mlps3)).toBeNull();
    expect(owes(aged(91), mlps3)).toBe('new_password');
    expect(owes(aged(9_000))).toBeNull();
    expect(owes({ wasShown: true, password: { isOneTime: false, changedMs: null } }, mlps3)).toBe(
      'new_password',
    );
  });

  it('is no password where none has opened it', () => {
    expect(owes({ password: null, wasShown: true }, mlps3)).toBeNull();
  });

  it.each(['display', 'integration'] as const)('is nothing for a %s, which is no person', (kind) => {
    expect(owes({ kind, password: null }, mlps3)).toBeNull();
    expect(needsSecondFactor(mlps3, kind, ['administrator'])).toBe(false);
  });
});

it('S1 a one-time password is good for seven days', () => {
  expect(isStaleOneTime({ isOneTime: true, changedMs: NOW_MS - 7 * DAY_MS }, NOW_MS)).toBe(false);
  expect(isStaleOneTime({ isOneTime: true, changedMs: NOW_MS - 7 * DAY_MS - 1 }, NOW_MS)).toBe(true);
  expect(isStaleOneTime({ isOneTime: false, changedMs: 0 }, NOW_MS)).toBe(false);
});
