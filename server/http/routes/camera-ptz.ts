import { z } from 'zod';
import { cameraIdSchema, ptzCommandSchema, ptzResponseSchema } from '#core/contracts';
import { findCamera } from '#db/repositories';
import { ptzRefusal } from '../errors/device-refusal.ts';
import { HttpProblem } from '../errors/problem.ts';
import { scopedRoute } from '../route.ts';

export const postCameraPtz = scopedRoute(
  'camera.ptz',
  {
    method: 'post',
    path: '/api/cameras/{id}/ptz',
    summary: 'Move a camera, or use its presets; a move ends by itself if no other follows within seconds',
    params: z.object({ id: cameraIdSchema }),
    body: ptzCommandSchema,
    answer: ptzResponseSchema,
    refusals: [
      'camera.no_ptz',
      'camera.unreachable',
      'camera.refused',
      'device.unauthorized',
      'device.forbidden_address',
      'gateway.away',
    ],
  },
  async ({ scope, params: { id: cameraId }, body: command, services: { db, gateway } }) => {
    const camera = await findCamera(db, scope, cameraId);
    if (camera === null) throw new HttpProblem('not_found');
    if (!camera.ptz) throw ptzRefusal('no_ptz');
    const outcome = await gateway.ptz({ cameraId, command });
    if (outcome.outcome === 'failed') throw ptzRefusal(outcome.error);
    return { body: outcome };
  },
);
