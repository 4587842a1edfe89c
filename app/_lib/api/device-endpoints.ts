import type { z } from 'zod';
import {
  type DeviceDescription,
  type DiscoveryResponse,
  deviceDescriptionSchema,
  discoveryResponseSchema,
  type InspectRequest,
  importCamerasResponseSchema,
  type importCamerasSchema,
  type PreviewRequest,
  type PtzCommand,
  ptzResponseSchema,
  type RegisterCameras,
  registeredCamerasSchema,
  type StreamTicket,
  streamTicketSchema,
} from '#core/contracts';
import type { CameraId } from '#core/kit';
import { request } from './request.ts';

export type RegisteredCamera = z.infer<typeof registeredCamerasSchema>['cameras'][number];
export type PtzPreset = z.infer<typeof ptzResponseSchema>['presets'][number];

/** The gateway gives a device 15 s; its answer still has to come back. */
const DEVICE_LIMIT_MS = 25_000;
/** A whole county's list is read and written in one go. */
const LIST_LIMIT_MS = 120_000;
/** Whoever holds a camera's lever wants to know at once that nothing moves. */
const PTZ_LIMIT_MS = 8_000;

/** Devices that answer on the gateway's own network. */
export async function discoverDevices(): Promise<DiscoveryResponse['devices']> {
  const call = {
    method: 'POST',
    path: '/api/devices/discover',
    body: {},
    timeLimitMs: DEVICE_LIMIT_MS,
  } as const;
  return (await request(call, discoveryResponseSchema)).devices;
}

/** What a device is and which pictures it has. */
export function inspectDevice(body: InspectRequest): Promise<DeviceDescription> {
  const call = { method: 'POST', path: '/api/devices/inspect', body, timeLimitMs: DEVICE_LIMIT_MS } as const;
  return request(call, deviceDescriptionSchema);
}

/** Opens a picture that is not registered yet. @returns a ticket for its main stream */
export function openPreview(body: PreviewRequest): Promise<StreamTicket> {
  const call = { method: 'POST', path: '/api/devices/preview', body, timeLimitMs: DEVICE_LIMIT_MS } as const;
  return request(call, streamTicketSchema);
}

/** Registers channels of one device, all or none. */
export async function registerCameras(body: RegisterCameras): Promise<RegisteredCamera[]> {
  const call = { method: 'POST', path: '/api/cameras', body, timeLimitMs: DEVICE_LIMIT_MS } as const;
  return (await request(call, registeredCamerasSchema)).cameras;
}

/** Checks a camera list, and without `dryRun` registers it, all or nothing. @returns how many cameras it has */
export async function importCameras(body: z.input<typeof importCamerasSchema>): Promise<number> {
  const call = { method: 'POST', path: '/api/cameras/import', body, timeLimitMs: LIST_LIMIT_MS } as const;
  return (await request(call, importCamerasResponseSchema)).cameras;
}

/** Moves a camera, or asks for or changes its presets. @returns its presets, for commands about them */
export async function sendPtz(id: CameraId, body: PtzCommand): Promise<PtzPreset[]> {
  const path = `/api/cameras/${encodeURIComponent(id)}/ptz`;
  const call = { method: 'POST', path, body, timeLimitMs: PTZ_LIMIT_MS } as const;
  return (await request(call, ptzResponseSchema)).presets;
}
