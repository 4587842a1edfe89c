import {
  deviceDescriptionSchema,
  deviceErrors,
  discoveryResponseSchema,
  inspectRequestSchema,
  PREVIEW_LIFETIME_MS,
  previewRequestSchema,
  streamTicketSchema,
} from '#core/contracts';
import { findKnownDevices, recordAudit } from '#db/repositories';
import { onvifUrlOf } from '../camera-address.ts';
import { HttpProblem } from '../errors/problem.ts';
import { issueTicket } from '../issue-ticket.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';
import { withinRate } from '../within-rate.ts';

export const postDevicesDiscover = scopedRoute(
  'camera.register',
  {
    method: 'post',
    path: '/api/devices/discover',
    summary: 'ONVIF devices that answer on the gateway’s network',
    answer: discoveryResponseSchema,
    refusals: ['device.too_many', 'gateway.away'],
  },
  async ({ principal, services: { db, gateway, deviceRate } }) => {
    withinRate(deviceRate, principal.userId, 1, 'device.too_many');
    const found = await gateway.discover();
    const known = await findKnownDevices(
      db,
      found.map(({ address }) => onvifUrlOf(address)),
    );
    const devices = found.map((device) => ({
      ...device,
      registered: known.has(onvifUrlOf(device.address)),
    }));
    return { body: { devices } };
  },
);

export const postDevicesInspect = scopedRoute(
  'camera.register',
  {
    method: 'post',
    path: '/api/devices/inspect',
    summary: 'What an ONVIF device says of itself, and its channels',
    body: inspectRequestSchema,
    answer: deviceDescriptionSchema,
    refusals: [...deviceErrors.map((error) => `device.${error}` as const), 'device.too_many', 'gateway.away'],
  },
  async (call) => {
    const { principal, body, scope } = call;
    const [orgPath] = scope.paths;
    if (orgPath === undefined) throw new HttpProblem('access.forbidden');
    const { db, gateway, deviceRate } = call.services;
    withinRate(deviceRate, principal.userId, 1, 'device.too_many');
    const { host, port } = body.address;
    await recordAudit(db, auditedChangeOf(call), {
      ...{ action: 'camera.inspected', subject: `${host}:${port}`, orgPath },
      detail: {},
    });
    const outcome = await gateway.inspect(body);
    if (outcome.outcome === 'failed') throw new HttpProblem(`device.${outcome.error}`);
    return { body: outcome.device };
  },
);

export const postDevicesPreview = scopedRoute(
  'camera.register',
  {
    method: 'post',
    path: '/api/devices/preview',
    summary: 'A ticket for the picture of a stream that is not registered, as long as that is kept',
    body: previewRequestSchema,
    answer: streamTicketSchema,
    refusals: ['device.forbidden_address', 'device.too_many', 'preview.too_many', 'gateway.away'],
  },
  async ({ principal, body, services }) => {
    const { gateway, deviceRate, clock } = services;
    withinRate(deviceRate, principal.userId, 1, 'device.too_many');
    const expiresAtMs = clock.now() + PREVIEW_LIFETIME_MS;
    const { outcome, place } = await gateway.preview(body);
    if (outcome.outcome === 'open') {
      const { cameraId } = outcome;
      return { body: issueTicket({ principal, cameraId, profile: 'main', expiresAtMs }, services, place) };
    }
    throw new HttpProblem(outcome.error === 'too_many' ? 'preview.too_many' : 'device.forbidden_address');
  },
);
