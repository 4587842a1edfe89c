import { setImmediate } from 'node:timers/promises';
import type { Camera } from '#core/camera';
import type { EpochMs, OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { insertRows, type Queryable } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { cameras } from '../schema/index.ts';
import type { Vault } from '../sealing/index.ts';
import { orgPathsOf } from './insert-placed.ts';

/** A camera as it is entered; its path is that of its org unit, its health unknown. */
export interface NewCamera extends Omit<Camera, 'orgPath' | 'health'> {
  /** `rtsp://host:port/path`, without credentials. */
  readonly mainUrl: string;
  /** Null when the camera has one stream only. */
  readonly subUrl: string | null;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** The ONVIF device it belongs to; null when it was entered by its streams alone. Moved only with a profile. */
  readonly device: { readonly onvifUrl: string; readonly profileToken: string | null } | null;
  /** Cameras behind one recorder or encoder share it. */
  readonly deviceKey: string;
  /** Cameras of one place and one uplink share it. */
  readonly siteKey: string;
}

export interface Registration {
  readonly cameras: readonly NewCamera[];
  /** A user id or a role of the system. */
  readonly actor: string;
  readonly nowMs: EpochMs;
}

/** Sealing takes time, and the process has others to serve. */
const SEALED_AT_ONCE = 500;

/**
 * Enters cameras and journals each, all or nothing.
 * @throws when an org unit does not exist, or an id or code is taken
 */
export async function registerCameras(
  db: Queryable,
  vault: Vault,
  registration: Registration,
): Promise<void> {
  await db.transaction(async (tx) => {
    const ids = registration.cameras.map((camera) => camera.orgUnitId);
    const paths = await orgPathsOf(tx, ids);
    // All of it before the first write: from then on the journal's readers wait for this transaction.
    const rows: ReturnType<typeof toRow>[] = [];
    for (const [index, camera] of registration.cameras.entries()) {
      if (index % SEALED_AT_ONCE === SEALED_AT_ONCE - 1) await setImmediate();
      rows.push(toRow(camera, vault, paths));
    }
    await insertRows(tx, cameras, rows);
    await appendEntries(
      tx,
      rows.map(({ id, orgPath }) => ({
        type: 'camera.registered',
        orgPath,
        subject: id,
        actor: registration.actor,
        atMs: registration.nowMs,
        payload: { cameraId: id },
      })),
    );
  });
}

function toRow(camera: NewCamera, vault: Vault, paths: ReadonlyMap<OrgUnitId, OrgPath>) {
  const { name, position, view, credentials, device, ...rest } = camera;
  const orgPath = paths.get(camera.orgUnitId);
  if (orgPath === undefined)
    throw new Error(`${camera.id} belongs to an unknown org unit: ${camera.orgUnitId}`);
  return {
    ...rest,
    ...position,
    ...view,
    orgPath,
    onvifUrl: device?.onvifUrl ?? null,
    profileToken: device?.profileToken ?? null,
    nameZh: name.zh,
    nameEn: name.en,
    credentials: credentials === null ? null : vault.seal(JSON.stringify(credentials), camera.id),
  };
}
