import { z } from 'zod';
import { createSourceSchema, sourceKeySchema, sourceListSchema, sourceNameSchema } from '#core/contracts';
import type { Result } from '#core/kit';
import { changeSource, createSource, listSources, type SourceRefusal } from '#db/repositories';
import { newToken } from '../auth/token.ts';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, noContent, scopedRoute } from '../route.ts';

const params = z.object({ name: sourceNameSchema });

export const getSources = scopedRoute(
  'integration.manage',
  {
    method: 'get',
    path: '/api/sources',
    summary: 'The systems that send signals; only who administers the root is told of any',
    answer: sourceListSchema,
  },
  async ({ scope, services }) => ({ body: { items: await listSources(services.db, scope) } }),
);

export const postSources = scopedRoute(
  'integration.manage',
  {
    method: 'post',
    path: '/api/sources',
    summary: 'Let another system send signals; the answer alone has the key it signs with',
    body: createSourceSchema,
    answer: sourceKeySchema,
    refusals: ['source.name_taken'],
  },
  async (call) => {
    const { db, vault, random } = call.services;
    const key = newToken(random);
    done(await createSource(db, vault, { name: call.body.name, key }, auditedChangeOf(call)));
    return { body: { key } };
  },
);

export const postSourceKey = scopedRoute(
  'integration.manage',
  {
    method: 'post',
    path: '/api/sources/{name}/key',
    summary: 'Give a source another key; the answer alone has it, and the old one is refused at once',
    params,
    answer: sourceKeySchema,
  },
  async (call) => {
    const { db, vault, random } = call.services;
    const key = newToken(random);
    done(await changeSource(db, vault, call.params.name, { key }, auditedChangeOf(call)));
    return { body: { key } };
  },
);

export const putSource = scopedRoute(
  'integration.manage',
  {
    method: 'put',
    path: '/api/sources/{name}',
    summary: 'Bar a source, or let it in again',
    params,
    body: z.object({ enabled: z.boolean() }),
    answer: noContent,
  },
  async (call) => {
    const { db, vault } = call.services;
    done(await changeSource(db, vault, call.params.name, call.body, auditedChangeOf(call)));
    return { body: null };
  },
);

/** @throws HttpProblem when it was refused */
function done(outcome: Result<void, SourceRefusal>): void {
  if (outcome.ok) return;
  throw new HttpProblem(outcome.error === 'name_taken' ? 'source.name_taken' : 'not_found');
}
