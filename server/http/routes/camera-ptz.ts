import { z } from 'zod';
import { cameraIdSchema, ptzCommandSchema, ptzResponseSchema } from '#core/contracts';
import { findCamera, recordAudit } from '#db/repositories';
import { ptzRefusal } from '../errors/device-refusal.ts';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';

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
  async (call) => {
    const { scope, body: command, principal } = call;
    const { id: cameraId } = call.params;
    const { db, gateway, ptzLog } = call.services;
    const camera = await findCamera(db, scope, cameraId);
    if (camera === null) throw new HttpProblem('not_found');
    if (!camera.ptz) throw ptzRefusal('no_ptz');
    // Before it happens: nothing moves that is not on record.
    if (ptzLog.isNew(principal.sessionId, cameraId, command))
      await recordAudit(db, auditedChangeOf(call), {
        ...{ action: 'camera.ptz', subject: cameraId, orgPath: camera.orgPath },
        detail: { nameZh: camera.name.zh, nameEn: camera.name.en, ...command },
      });
    const outcome = await gateway.ptz({ cameraId, command });
    if (outcome.outcome === 'failed') throw ptzRefusal(outcome.error);
    return { body: outcome };
  },
);
