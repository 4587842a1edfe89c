import { streamTicketRequestSchema, streamTicketResponseSchema, TICKET_LIFETIME_MS } from '#core/contracts';
import { findVisibleCameras } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import { issueTicket } from '../issue-ticket.ts';
import { scopedRoute } from '../route.ts';

export const postStreamTickets = scopedRoute(
  'camera.watch',
  {
    method: 'post',
    path: '/api/stream-tickets',
    summary: 'Tickets for the streams of a whole wall; all of them or none',
    body: streamTicketRequestSchema,
    answer: streamTicketResponseSchema,
    refusals: ['not_found'],
  },
  async ({ scope, body, principal, services }) => {
    const { db, clock } = services;
    const ids = body.streams.map(({ cameraId }) => cameraId);
    const visible = await findVisibleCameras(db, scope, ids);
    const missing = ids.find((id) => !visible.has(id));
    if (missing !== undefined) throw new HttpProblem('not_found', { detail: `no camera ${missing}` });

    const expiresAtMs = clock.now() + TICKET_LIFETIME_MS;
    const tickets = body.streams.map((stream) =>
      issueTicket({ ...stream, principal, expiresAtMs }, services),
    );
    return { body: { tickets } };
  },
);
