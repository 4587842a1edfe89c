import { z } from 'zod';
import { problemSchema } from '#core/contracts';
import { type ProblemCode, problemCodes } from './errors/problem.ts';
import { download, noContent, type Route, redirection } from './route.ts';

/**
 * Describes the routes as an OpenAPI 3.1 document. Its schemas are JSON Schema 2020-12, which is what zod writes,
 * so the document cannot differ from what is checked.
 */
export function openApiDocument(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Beaconwall API', version: '1' },
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'bw_session',
          description: 'POST /api/session sets it',
        },
        source: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Beaconwall-Signature',
          description:
            'base64url(HMAC-SHA256(key, timestamp + "." + body)), with X-Beaconwall-Source and ' +
            'X-Beaconwall-Timestamp (Unix ms)',
        },
      },
    },
  };
}

function operation(route: Route): object {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  const content = (schema: object) => ({ 'application/json': { schema } });
  return {
    summary: route.summary,
    ...(route.access !== 'anyone' && {
      security: [route.access === 'source' ? { source: [] } : { session: [] }],
      'x-access': route.access,
    }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: { required: true, content: content(jsonSchema(route.body, 'input')) } }),
    responses: {
      ...success(route),
      ...refusals(refusalsOf(route)),
    },
  };
}

function success({ answer }: Route): Record<number, object> {
  if (answer === noContent) return { 204: { description: 'Done' } };
  if (answer === redirection) return { 302: { description: 'Sends the browser on' } };
  if (answer === download)
    return { 200: { description: 'The file', content: { 'text/csv': { schema: { type: 'string' } } } } };
  const schema = jsonSchema(answer, 'output');
  return { 200: { description: 'Done', content: { 'application/json': { schema } } } };
}

/** What the route's own shape makes possible, and what it says beyond that. */
function refusalsOf(route: Route): ProblemCode[] {
  return [
    ...refusalsOfAccess(route),
    ...(route.params ? (['not_found'] as const) : []),
    ...(route.query ? (['query.invalid'] as const) : []),
    ...(route.body ? (['body.malformed', 'body.too_large', 'body.not_json', 'body.invalid'] as const) : []),
    ...(route.refusals ?? []),
    'internal',
    'database.away',
  ];
}

function refusalsOfAccess({ access, method }: Route): ProblemCode[] {
  if (access === 'source') return ['ingest.bad_signature', 'ingest.clock_skew'];
  return [
    ...(access === 'anyone' ? [] : (['auth.required'] as const)),
    ...(access === 'anyone' || access === 'session' ? [] : (['access.forbidden'] as const)),
    ...(method === 'get' ? [] : (['auth.cross_site'] as const)),
  ];
}

function refusals(codes: readonly ProblemCode[]): Record<number, object> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const byStatus = Map.groupBy(
    problemCodes.filter(({ code }) => codes.some((own) => own === code)),
    ({ status }) => status,
  );
  return Object.fromEntries(
    [...byStatus].map(([status, problems]) => [
      status,
      { description: problems.map(({ code }) => `\`${code}\``).join(', '), content },
    ]),
  );
}

function parametersOf(schema: z.ZodType | undefined, location: 'path' | 'query'): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as z.core.JSONSchema.BaseSchema;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: location,
    required: location === 'path' || required.includes(name),
    schema: property,
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
