import type { StreamProfile } from '#core/camera';
import { fail, ok, type Result } from '#core/kit';
import { chooseChannels } from './choose-channels.ts';
import type { DeviceCache, DeviceFailure } from './device-cache.ts';
import type { DeviceSession } from './device-session.ts';
import type { PtzDevice } from './ptz-device.ts';
import { readProfiles } from './read-profiles.ts';
import { escapeXml } from './request-composer.ts';

/** Has cameras send a key frame (ONVIF Media, 5.15; Media2, 5.9). */
export class KeyFrameDesk {
  readonly #devices: DeviceCache;

  constructor(devices: DeviceCache) {
    this.#devices = devices;
  }

  /** Asks for one. Never rejects. @returns why the camera was not asked, or would not */
  async request(device: PtzDevice, profile: StreamProfile): Promise<Result<null, DeviceFailure>> {
    const session = await this.#devices.find(device);
    if (!session.ok) return session;
    const token = await tokenOf(session.value, device.profileToken, profile);
    if (!token.ok) return token;
    const asked = await session.value.ask((cam) => {
      cam.media2Support = session.value.paths.has('media2');
      cam.setSynchronizationPoint({ profileToken: escapeXml(token.value) }, () => {});
    });
    if (!asked.ok && asked.error === 'unreachable') this.#devices.forget(device);
    return asked.ok ? ok(null) : asked;
  }
}

/** The main profile's token is what a camera is registered with; that of the sub-stream belongs to the same channel. */
async function tokenOf(
  session: DeviceSession,
  mainToken: string,
  profile: StreamProfile,
): Promise<Result<string, DeviceFailure>> {
  if (profile === 'main') return ok(mainToken);
  const profiles = await readProfiles(session);
  if (!profiles.ok) return profiles;
  const channel = chooseChannels(profiles.value).find(({ main }) => main.token === mainToken);
  const sub = channel?.sub?.token;
  return sub === undefined ? fail('fault') : ok(sub);
}
