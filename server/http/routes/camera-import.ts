import { type ImportRowError, importCamerasResponseSchema, importCamerasSchema } from '#core/contracts';
import { newId } from '#core/kit';
import { type EntryRefusal, enterCameras, findTakenCodes, listOrgCodes } from '#db/repositories';
import { endpointOf, keyOf, mayRegister } from '../camera-address.ts';
import { type CameraList, readCameraList } from '../camera-list/read-camera-list.ts';
import { refuseWrongRows } from '../errors/import-refusal.ts';
import { auditedChangeOf, scopedRoute } from '../route.ts';
import { LIST_BODY_BYTES_MAX, listFileOf } from '../table-file/index.ts';

export const postCamerasImport = scopedRoute(
  'camera.register',
  {
    method: 'post',
    path: '/api/cameras/import',
    summary: 'Register the cameras of a list (CSV or Excel), all or none; says every wrong field of it',
    body: importCamerasSchema,
    bodyBytesMax: LIST_BODY_BYTES_MAX,
    answer: importCamerasResponseSchema,
    refusals: ['import.invalid'],
  },
  async (call) => {
    const { db, vault, random, cameraNetworks } = call.services;
    const { file, dryRun } = call.body;
    const list = await readCameraList(listFileOf(file), {
      orgUnits: await listOrgCodes(db, call.scope),
      mayRegister: (endpoint) => mayRegister(cameraNetworks, endpoint),
    });
    const taken = await findTakenCodes(db, [...list.codes.keys()]);
    refuseWrongRows([...list.errors, ...[...taken].map((code) => codeTaken(list.codes.get(code) ?? 0))]);
    const { length: cameras } = list.cameras;
    if (dryRun) return { body: { cameras, registered: false } };

    const entered = await enterCameras(
      db,
      vault,
      list.cameras.map(({ line, ...camera }) => ({
        ...camera,
        ...{ id: newId('cam', random), device: null, ptz: false },
        deviceKey: keyOf(endpointOf(camera.mainUrl)),
        siteKey: camera.orgUnitId,
      })),
      auditedChangeOf(call),
      'camera.imported',
    );
    if (!entered.ok) refuseWrongRows(overtaken(entered.error, list));
    return { body: { cameras, registered: true } };
  },
);

function codeTaken(line: number): ImportRowError {
  return { line, column: 'code', error: 'code_taken' };
}

/** What somebody else changed between the check and the registration. */
function overtaken({ code, indexes }: EntryRefusal, { cameras }: CameraList): ImportRowError[] {
  return indexes.map((index) => {
    const line = cameras[index]?.line ?? 0;
    if (code === 'unknown_org_unit') return { line, column: 'org_unit', error: code };
    return codeTaken(line);
  });
}
