import { z } from 'zod';
import { roleMay } from '#core/access';
import {
  createdIntegrationSchema,
  createIntegrationSchema,
  integrationPageSchema,
  unattendedQuerySchema,
  userIdSchema,
} from '#core/contracts';
import { newId } from '#core/kit';
import { createIntegration, listUnattended, withdrawUnattended } from '#db/repositories';
import { newApiKey } from '../auth/credential.ts';
import { hashToken } from '../auth/token.ts';
import { accountRefusal } from '../errors/account-refusal.ts';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, noContent, scopedRoute } from '../route.ts';
import { refusePast } from './people.ts';

export const getIntegrations = scopedRoute(
  'integration.manage',
  {
    method: 'get',
    path: '/api/integrations',
    summary: 'Other systems of the caller’s scope that have an API key, the newest first',
    query: unattendedQuerySchema,
    answer: integrationPageSchema,
  },
  async ({ scope, query, services: { db, clock } }) => ({
    body: await listUnattended(db, scope, 'integration', query, clock.now()),
  }),
);

export const postIntegrations = scopedRoute(
  'integration.manage',
  {
    method: 'post',
    path: '/api/integrations',
    summary: 'Let another system use the API; the answer alone has its key',
    body: createIntegrationSchema,
    answer: createdIntegrationSchema,
    refusals: ['account.role_not_for_kind', 'account.action_beyond_role', 'account.expires_in_past'],
  },
  async (call) => {
    const { db, random, clock } = call.services;
    const { role, narrowedTo, expiresMs } = call.body;
    refusePast(expiresMs, clock.now());
    const beyond = narrowedTo?.find((action) => !roleMay(role, action));
    if (beyond !== undefined)
      throw new HttpProblem('account.action_beyond_role', { detail: `${role} may not ${beyond}` });
    const [id, sessionId, key] = [newId('usr', random), newId('ses', random), newApiKey(random)];
    const created = await createIntegration(
      db,
      { ...call.body, id, sessionId, keyHash: hashToken(key) },
      auditedChangeOf(call),
    );
    if (!created.ok) throw accountRefusal(created.error);
    return { body: { id, key } };
  },
);

export const deleteIntegration = scopedRoute(
  'integration.manage',
  {
    method: 'delete',
    path: '/api/integrations/{id}',
    summary: 'Revoke a key, for good; a system that shall go on gets another first',
    params: z.object({ id: userIdSchema }),
    answer: noContent,
  },
  async (call) => {
    const { db } = call.services;
    const revoked = await withdrawUnattended(db, call.params.id, 'integration', auditedChangeOf(call));
    if (!revoked.ok) throw accountRefusal(revoked.error);
    return { body: null };
  },
);
