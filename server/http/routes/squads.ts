import { squadListSchema } from '#core/contracts';
import { currentPosition } from '#db/journal';
import { listSquads } from '#db/repositories';
import { scopedRoute } from '../route.ts';

export const getSquads = scopedRoute(
  'squad.read',
  {
    method: 'get',
    path: '/api/squads',
    summary: 'The squads of the caller’s scope, where they are and what they do now',
    answer: squadListSchema,
  },
  async ({ scope, services }) => {
    // Before the read: an entry in between is then told twice, and never missed.
    const journalPosition = await currentPosition(services.db);
    return { body: { journalPosition, items: await listSquads(services.db, scope) } };
  },
);
