import { z } from 'zod';
import {
  cameraIdSchema,
  cameraPageSchema,
  cameraQuerySchema,
  cameraSchema,
  diagnosticsSchema,
} from '#core/contracts';
import { currentPosition } from '#db/journal';
import { findCamera, listCameras } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import { scopedRoute } from '../route.ts';

export const getCameras = scopedRoute(
  'camera.read',
  {
    method: 'get',
    path: '/api/cameras',
    summary: 'Cameras within the caller’s scope, page by page, in the order of their codes',
    query: cameraQuerySchema,
    answer: cameraPageSchema,
  },
  async ({ scope, query, services }) => {
    // Before the read: an entry in between is then told twice, and never missed.
    const journalPosition = await currentPosition(services.db);
    const { items, nextCursor } = await listCameras(services.db, scope, query);
    return { body: { journalPosition, items: [...items], nextCursor } };
  },
);

export const getCamera = scopedRoute(
  'camera.read',
  {
    method: 'get',
    path: '/api/cameras/{id}',
    summary: 'One camera',
    params: z.object({ id: cameraIdSchema }),
    answer: cameraSchema,
  },
  async ({ scope, params, services }) => {
    const camera = await findCamera(services.db, scope, params.id);
    if (camera === null) throw new HttpProblem('not_found');
    return { body: camera };
  },
);

export const getCameraDiagnostics = scopedRoute(
  'camera.register',
  {
    method: 'get',
    path: '/api/cameras/{id}/diagnostics',
    summary: 'How the streams of a camera fare, those that somebody watches, and how it came to that',
    params: z.object({ id: cameraIdSchema }),
    answer: diagnosticsSchema,
    refusals: ['gateway.away'],
  },
  async ({ scope, params, services: { db, gateway } }) => {
    const camera = await findCamera(db, scope, params.id);
    if (camera === null) throw new HttpProblem('not_found');
    return { body: await gateway.diagnostics(camera.id) };
  },
);
