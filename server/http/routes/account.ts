import { needsSecondFactor, type Principal } from '#core/access';
import {
  accountSchema,
  changePasswordSchema,
  enrolledSchema,
  enrolmentSchema,
  enrolRequestSchema,
  meSchema,
  proofSchema,
  recoveryCodesSchema,
} from '#core/contracts';
import { countRecoveryCodes, listIssuers, removeSecondFactor, renewRecoveryCodes } from '#db/repositories';
import { changePassword } from '../auth/change-password.ts';
import { enrol, offerEnrolment } from '../auth/enrolment.ts';
import { renewSession } from '../auth/open-session.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../auth/recovery-codes.ts';
import { ownAccount, proveAgain } from '../auth/second-factor.ts';
import { HttpProblem } from '../errors/problem.ts';
import { callerOf, noContent, pendingRoute, sessionRoute } from '../route.ts';
import { toMe } from './session.ts';

const proofRefusals = ['auth.bad_credentials', 'auth.bad_code', 'auth.locked', 'overloaded'] as const;

export const getAccount = sessionRoute(
  { method: 'get', path: '/api/me', summary: 'How the one signed in signs in', answer: accountSchema },
  async ({ principal, services }) => {
    const { db, signInPolicy } = services;
    const account = await ownAccount(principal, services);
    const { secondFactor, passwordHash, password, kind, roles, expiresMs, id } = account;
    return {
      body: {
        password: passwordHash === null ? null : { changedMs: password.changedMs },
        secondFactor: secondFactor && {
          enrolledMs: secondFactor.confirmedMs,
          recoveryCodesLeft: await countRecoveryCodes(db, id),
        },
        needsSecondFactor: needsSecondFactor(signInPolicy, kind, roles),
        issuers: await listIssuers(db, id),
        expiresMs,
      },
    };
  },
);

export const putPassword = pendingRoute(
  {
    method: 'put',
    path: '/api/me/password',
    summary: 'Change the password of the one signed in; their other sessions end',
    body: changePasswordSchema,
    answer: meSchema,
    refusals: [
      ...proofRefusals,
      'auth.password_expired',
      'password.none',
      'password.too_short',
      'password.too_simple',
      'password.too_common',
      'password.same_as_before',
      'account.changed_meanwhile',
    ],
  },
  async (call) => {
    const { principal, body, address, services } = call;
    refuseOthers(principal);
    refusePending(principal, 'new_password');
    await changePassword(principal, body, address, services);
    if (principal.pending === null) return { body: toMe(principal, services.clock.now()) };
    const renewed = await renewSession(principal, {}, callerOf(call), services);
    return {
      body: toMe(renewed.principal, services.clock.now()),
      setCookie: services.cookie.store(renewed.token),
    };
  },
);

export const postSecondFactorOffer = pendingRoute(
  {
    method: 'post',
    path: '/api/me/second-factor/offer',
    summary: 'Ask for a secret for an authenticator app; nothing is enrolled yet',
    answer: enrolmentSchema,
  },
  async ({ principal, services }) => {
    refuseOthers(principal);
    refusePending(principal, 'enrolment');
    const { passwordHash } = await ownAccount(principal, services);
    return { body: { ...offerEnrolment(principal, services), needsPassword: passwordHash !== null } };
  },
);

export const postSecondFactorEnrolment = pendingRoute(
  {
    method: 'post',
    path: '/api/me/second-factor',
    summary:
      'Enrol an offered secret with a code of it, in place of the one there was; other sessions end. Answers the ' +
      'recovery codes, once',
    body: enrolRequestSchema,
    answer: enrolledSchema,
    refusals: [
      ...proofRefusals,
      'second_factor.enrolment_over',
      'second_factor.wrong_code',
      'account.changed_meanwhile',
    ],
  },
  async (call) => {
    const { principal, body, address, services } = call;
    refuseOthers(principal);
    refusePending(principal, 'enrolment');
    // In a session that owes the enrolment too: it may be hours old, and its role another since a minute ago.
    await proveAgain(await ownAccount(principal, services), body.proof ?? {}, address, services);
    const recoveryCodes = await enrol(principal, body, address, services);
    if (principal.pending === null)
      return { body: { recoveryCodes, me: toMe(principal, services.clock.now()) } };
    const shown = { secondFactorMs: services.clock.now() };
    const renewed = await renewSession(principal, shown, callerOf(call), services);
    return {
      body: { recoveryCodes, me: toMe(renewed.principal, services.clock.now()) },
      setCookie: services.cookie.store(renewed.token),
    };
  },
);

export const postSecondFactorRemoval = sessionRoute(
  {
    method: 'post',
    path: '/api/me/second-factor/remove',
    summary: 'Do without a second factor from now on',
    body: proofSchema,
    answer: noContent,
    refusals: [...proofRefusals, 'second_factor.none', 'second_factor.needed'],
  },
  async ({ principal, body, address, services }) => {
    const account = await ownAccount(principal, services);
    if (account.secondFactor === null) throw new HttpProblem('second_factor.none');
    if (needsSecondFactor(services.signInPolicy, account.kind, account.roles))
      throw new HttpProblem('second_factor.needed');
    await proveAgain(account, body, address, services);
    const { userId: actor, username: actorName } = principal;
    const change = { actor, actorName, address, nowMs: services.clock.now() };
    await removeSecondFactor(services.db, account, change);
    return { body: null };
  },
);

export const postRecoveryCodes = sessionRoute(
  {
    method: 'post',
    path: '/api/me/recovery-codes',
    summary: 'New recovery codes, shown once; those there were are void',
    body: proofSchema,
    answer: recoveryCodesSchema,
    refusals: [...proofRefusals, 'second_factor.none'],
  },
  async ({ principal, body, address, services }) => {
    const account = await ownAccount(principal, services);
    if (account.secondFactor === null) throw new HttpProblem('second_factor.none');
    await proveAgain(account, body, address, services);
    const recoveryCodes = newRecoveryCodes(services.random);
    const { userId: actor, username: actorName } = principal;
    const change = { actor, actorName, address, nowMs: services.clock.now() };
    await renewRecoveryCodes(services.db, account, recoveryCodes.map(hashRecoveryCode), change);
    return { body: { recoveryCodes } };
  },
);

/** @throws HttpProblem unless a person asks: screens and other systems have neither password nor second factor */
function refuseOthers({ kind }: Principal): void {
  if (kind !== 'person') throw new HttpProblem('access.forbidden');
}

/** @throws HttpProblem when the session owes something else than what this route settles */
function refusePending({ pending }: Principal, settles: 'enrolment' | 'new_password'): void {
  if (pending !== null && pending !== settles) throw new HttpProblem(`auth.pending.${pending}`);
}
