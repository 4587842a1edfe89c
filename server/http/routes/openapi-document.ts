import { z } from 'zod';
import { openApiDocument } from '../openapi.ts';
import { publicRoute, type Route } from '../route.ts';

/** The route that describes `routes`, and itself. */
export function getOpenApiDocument(routes: readonly Route[]): Route {
  const route: Route = publicRoute(
    {
      method: 'get',
      path: '/api/openapi.json',
      summary: 'This document',
      answer: z.record(z.string(), z.unknown()),
    },
    async () => ({ body: { ...openApiDocument([...routes, route]) } }),
  );
  return route;
}
