import type { StreamProfile } from '#core/camera';
import type {
  DiscoveredDevice,
  InspectOutcome,
  InspectRequest,
  PtzCommand,
  PtzOutcome,
} from '#core/contracts';
import type { Result } from '#core/kit';
import { DeviceCache } from './device-cache.ts';
import type { DevicePorts } from './device-session.ts';
import { discoverDevices } from './discover-devices.ts';
import { inspectDevice } from './inspect-device.ts';
import { KeyFrameDesk } from './key-frame-desk.ts';
import { PtzDesk } from './ptz-desk.ts';
import type { PtzDevice } from './ptz-device.ts';

/** What the gateway does with devices besides fetching their streams. */
export interface OnvifPort {
  /** Searches the network for three seconds; searches asked for meanwhile are one. Rejects without a network. */
  discover(): Promise<readonly DiscoveredDevice[]>;
  /** Reads what a device is and which streams it has. */
  inspect(request: InspectRequest): Promise<InspectOutcome>;
  /** Steers a camera. */
  ptz(device: PtzDevice, command: PtzCommand): Promise<PtzOutcome>;
  /** Has a camera send a key frame. @returns why it was not asked, or would not */
  requestKeyFrame(device: PtzDevice, profile: StreamProfile): Promise<Result<null, string>>;
}

export interface OnvifOptions extends DevicePorts {
  /** IPv4 address of ours on the network that is searched; `0.0.0.0` leaves the choice to the system. */
  readonly discoveryAddress: string;
}

/** ONVIF over real sockets. Connects to what `network` allows, and to nothing else. */
export function createOnvifClient(options: OnvifOptions): OnvifPort {
  const { network, clock, discoveryAddress: interfaceAddress } = options;
  const devices = new DeviceCache(options);
  const desk = new PtzDesk(devices);
  const keyFrames = new KeyFrameDesk(devices);
  let search: Promise<DiscoveredDevice[]> | null = null;
  return {
    discover: () => {
      search ??= discoverDevices({ interfaceAddress, network, clock }).finally(() => {
        search = null;
      });
      return search;
    },
    inspect: (request) => inspectDevice(request, options),
    ptz: (device, command) => desk.run(device, command),
    requestKeyFrame: (device, profile) => keyFrames.request(device, profile),
  };
}
