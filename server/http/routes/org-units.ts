import { orgTreeSchema } from '#core/contracts';
import { currentPosition } from '#db/journal';
import { listOrgTree } from '#db/repositories';
import { scopedRoute } from '../route.ts';

export const getOrgUnits = scopedRoute(
  'tree.read',
  {
    method: 'get',
    path: '/api/org-units',
    summary: 'The org tree of the caller, with camera counts',
    answer: orgTreeSchema,
  },
  async ({ scope, services }) => {
    // Before the read: an entry in between is then told twice, and never missed.
    const journalPosition = await currentPosition(services.db);
    return { body: { journalPosition, units: await listOrgTree(services.db, scope) } };
  },
);
