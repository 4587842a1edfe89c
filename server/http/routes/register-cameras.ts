import {
  type CameraEntry,
  type RegisterCameras,
  registerCamerasSchema,
  registeredCamerasSchema,
} from '#core/contracts';
import { newId } from '#core/kit';
import type { NetworkRules } from '#core/network';
import { type CameraToEnter, enterCameras } from '#db/repositories';
import type { Random } from '../auth/token.ts';
import { endpointOf, keyOf, mayRegister, onvifUrlOf } from '../camera-address.ts';
import { entryRefusal } from '../errors/device-refusal.ts';
import { HttpProblem } from '../errors/problem.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';

export const postCameras = scopedRoute(
  'camera.register',
  {
    method: 'post',
    path: '/api/cameras',
    summary: 'Register cameras of one device, all or none; without a code each gets the next of its org unit',
    body: registerCamerasSchema,
    answer: registeredCamerasSchema,
    refusals: ['not_found', 'device.forbidden_address', 'camera.code_taken', 'camera.already_registered'],
  },
  async (call) => {
    const { db, vault, random, cameraNetworks } = call.services;
    refuseForbidden(call.body, cameraNetworks);
    const cameras = call.body.cameras.map((camera) => toEnter(camera, call.body, random));
    const entered = await enterCameras(db, vault, cameras, auditedChangeOf(call));
    if (!entered.ok) throw entryRefusal(entered.error);
    return { body: { cameras: [...entered.value] } };
  },
);

/** @throws HttpProblem `device.forbidden_address`, with every field that leads outside the cameras' networks */
function refuseForbidden({ address, cameras }: RegisterCameras, networks: NetworkRules): void {
  const forbidden: string[] = [];
  if (address !== null && !mayRegister(networks, address)) forbidden.push('address.host');
  for (const [index, camera] of cameras.entries()) {
    for (const field of ['mainUrl', 'subUrl'] as const) {
      const url = camera[field];
      if (url !== null && !mayRegister(networks, endpointOf(url)))
        forbidden.push(`cameras.${index}.${field}`);
    }
  }
  if (forbidden.length === 0) return;
  const errors = forbidden.map((path) => ({ path, message: 'not in the cameras’ networks' }));
  throw new HttpProblem('device.forbidden_address', { errors });
}

function toEnter(
  { profileToken, ...camera }: CameraEntry,
  { address, credentials }: RegisterCameras,
  random: Random,
): CameraToEnter {
  return {
    ...camera,
    id: newId('cam', random),
    credentials,
    device: address === null ? null : { onvifUrl: onvifUrlOf(address), profileToken },
    // One recorder, one address: its channels share its limits.
    deviceKey: keyOf(address ?? endpointOf(camera.mainUrl)),
    siteKey: camera.orgUnitId,
  };
}
