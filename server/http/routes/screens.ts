import { z } from 'zod';
import { parsePairingCode } from '#core/access';
import {
  claimedPairingSchema,
  claimPairingSchema,
  createdAccountSchema,
  openPairingSchema,
  pairingSchema,
  pairScreenSchema,
  screenPageSchema,
  unattendedQuerySchema,
  userIdSchema,
} from '#core/contracts';
import { newId } from '#core/kit';
import { claimPairing, listUnattended, openPairing, pairScreen, withdrawUnattended } from '#db/repositories';
import { hashToken, newToken } from '../auth/token.ts';
import { accountRefusal } from '../errors/account-refusal.ts';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, noContent, publicRoute, scopedRoute } from '../route.ts';
import { withinRate } from '../within-rate.ts';

export const postPairings = publicRoute(
  {
    method: 'post',
    path: '/api/pairings',
    summary: 'A screen asks for a code to show; whoever may enters it at the screens’ page',
    body: openPairingSchema,
    answer: pairingSchema,
    refusals: ['pairing.too_many'],
  },
  async ({ body, address, services: { db, random, clock } }) => {
    const secret = newToken(random);
    const replaces = body.replaces === null ? null : hashToken(body.replaces);
    const nowMs = clock.now();
    const opened = await openPairing(db, { secretHash: hashToken(secret), replaces, address, nowMs }, random);
    if (!opened.ok) throw new HttpProblem('pairing.too_many', { headers: { 'Retry-After': '60' } });
    return { body: { ...opened.value, secret, serverTimeMs: nowMs } };
  },
);

export const postPairingClaim = publicRoute(
  {
    method: 'post',
    path: '/api/pairings/claim',
    summary: 'A screen asks whether its code was entered; if so it gets its session cookie',
    body: claimPairingSchema,
    answer: claimedPairingSchema,
  },
  async ({ body, address, services: { db, random, clock, cookie } }) => {
    const token = newToken(random);
    const state = await claimPairing(db, {
      ...{ secretHash: hashToken(body.secret), tokenHash: hashToken(token), address },
      ...{ sessionId: newId('ses', random), locale: body.locale, nowMs: clock.now() },
    });
    if (state === null) throw new HttpProblem('not_found');
    return { body: { state }, ...(state === 'paired' && { setCookie: cookie.store(token) }) };
  },
);

export const getScreens = scopedRoute(
  'display.manage',
  {
    method: 'get',
    path: '/api/screens',
    summary: 'The paired screens of the caller’s scope, the newest first',
    query: unattendedQuerySchema,
    answer: screenPageSchema,
  },
  async ({ scope, query, services: { db, clock } }) => ({
    body: await listUnattended(db, scope, 'display', query, clock.now()),
  }),
);

export const postScreens = scopedRoute(
  'display.manage',
  {
    method: 'post',
    path: '/api/screens',
    summary: 'Let in the screen that shows a code; it shows the cameras of a unit from then on',
    body: pairScreenSchema,
    answer: createdAccountSchema,
    refusals: ['pairing.unknown_code', 'pairing.too_many'],
  },
  async (call) => {
    const { db, random, pairingRate } = call.services;
    withinRate(pairingRate, call.principal.userId, 1, 'pairing.too_many');
    const { name, orgUnitId } = call.body;
    const code = parsePairingCode(call.body.code);
    if (code === null) throw new HttpProblem('pairing.unknown_code');
    const id = newId('usr', random);
    const paired = await pairScreen(db, code, { id, name, orgUnitId }, auditedChangeOf(call));
    if (paired.ok) return { body: { id } };
    const { error } = paired;
    throw error.code === 'unknown_code' ? new HttpProblem('pairing.unknown_code') : accountRefusal(error);
  },
);

export const deleteScreen = scopedRoute(
  'display.manage',
  {
    method: 'delete',
    path: '/api/screens/{id}',
    summary: 'Withdraw a screen’s pairing: it shows nothing within 5 s',
    params: z.object({ id: userIdSchema }),
    answer: noContent,
  },
  async (call) => {
    const withdrawn = await withdrawUnattended(
      call.services.db,
      call.params.id,
      'display',
      auditedChangeOf(call),
    );
    if (!withdrawn.ok) throw accountRefusal(withdrawn.error);
    return { body: null };
  },
);
