import type { DeviceDescription, DeviceProfile, InspectRequest } from '#core/contracts';

/** What an administrator has found: a device that was read, or plain stream addresses without a device. */
export type Found =
  | ({ readonly kind: 'device'; readonly device: DeviceDescription } & InspectRequest)
  | {
      readonly kind: 'stream';
      readonly mainUrl: string;
      readonly subUrl: string | null;
      readonly credentials: InspectRequest['credentials'] | null;
    };

/** One picture that can become a camera. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly mainUrl: string;
  readonly subUrl: string | null;
  /** What the device says of its streams; null where there was nobody to ask. */
  readonly main: DeviceProfile | null;
  readonly sub: DeviceProfile | null;
  readonly profileToken: string | null;
  readonly ptz: boolean;
}

/** The pictures of what was found, in the device's order. */
export function channelsOf(found: Found): Channel[] {
  if (found.kind === 'device') {
    return found.device.channels.map(({ source, name, main, sub, ptz }) => ({
      id: source,
      name,
      mainUrl: main.rtspUrl,
      subUrl: sub?.rtspUrl ?? null,
      main,
      sub,
      // A device that does not name its profiles cannot be told which one to move.
      profileToken: main.token === '' ? null : main.token,
      ptz: ptz && main.token !== '',
    }));
  }
  const { mainUrl, subUrl } = found;
  return [{ id: 'stream', name: '', mainUrl, subUrl, main: null, sub: null, profileToken: null, ptz: false }];
}

/** What browsers of control rooms decode, and so what the gateway relays. */
const PLAYABLE = 'H264';

/** Which streams of a channel cannot be played for their coding; null: none, or nobody has said. */
export function unplayable({ main, sub }: Channel): 'all' | 'main' | 'sub' | null {
  const isBad = (profile: DeviceProfile | null) =>
    profile !== null && profile.codec.toUpperCase() !== PLAYABLE;
  if (isBad(main)) return sub !== null && !isBad(sub) ? 'main' : 'all';
  return isBad(sub) ? 'sub' : null;
}

const NAME_MAX = 200;

/** Devices are known to send line breaks. */
const plain = (text: string) => text.replaceAll(/\p{C}/gu, ' ').trim();

/** A name to begin with for each channel: the device's own, numbered where it calls several the same. */
export function firstNames(found: Found, channels: readonly Channel[]): string[] {
  const model = found.kind === 'device' ? `${found.device.manufacturer} ${found.device.model}`.trim() : '';
  const names = channels.map(({ name }) => plain(name) || plain(model));
  const digits = Math.max(2, String(names.length).length);
  return names.map((name, index) => {
    const isShared = names.length > 1 && names.indexOf(name) !== names.lastIndexOf(name);
    return (isShared ? `${name} ${String(index + 1).padStart(digits, '0')}` : name).slice(0, NAME_MAX);
  });
}
