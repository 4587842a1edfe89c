import type { Cam } from 'onvif';
import type { PtzCommand, PtzOutcome } from '#core/contracts';
import { assertNever, type CameraId } from '#core/kit';
import { type CommandKind, CommandQueue } from './command-queue.ts';
import type { DeviceCache, DeviceFailure } from './device-cache.ts';
import type { DeviceSession } from './device-session.ts';
import { plainText } from './plain-text.ts';
import type { PtzDevice } from './ptz-device.ts';
import { escapeXml } from './request-composer.ts';

/** A camera ends a move by itself after this, so that one whose stop got lost does not turn for ever. */
const MOVE_TIMEOUT_MS = 5_000;
const PRESETS_MAX = 256;

const done: PtzOutcome = { outcome: 'done', presets: [] };
const refused: PtzOutcome = { outcome: 'failed', error: 'refused' };

/** Steers cameras over ONVIF PTZ (PTZ Service Specification). */
export class PtzDesk {
  readonly #devices: DeviceCache;
  readonly #queues = new Map<CameraId, CommandQueue<PtzOutcome>>();

  /** @param devices shared with whoever else asks them, so that a refused password counts for all */
  constructor(devices: DeviceCache) {
    this.#devices = devices;
  }

  /** Carries a command out, after those of the same camera that came before. Never rejects. */
  run(device: PtzDevice, command: PtzCommand): Promise<PtzOutcome> {
    const { cameraId } = device;
    const queue = this.#queues.get(cameraId) ?? this.#newQueue(cameraId);
    return queue.add(kindOf(command), () => this.#carryOut(device, command));
  }

  #newQueue(cameraId: CameraId): CommandQueue<PtzOutcome> {
    const idle = (): void => void this.#queues.delete(cameraId);
    const queue = new CommandQueue({ overtaken: done, full: refused, idle });
    this.#queues.set(cameraId, queue);
    return queue;
  }

  async #carryOut(device: PtzDevice, command: PtzCommand): Promise<PtzOutcome> {
    const session = await this.#devices.find(device);
    if (!session.ok) return failed(session.error);
    const profileToken = escapeXml(device.profileToken);
    if (command.op === 'list_presets') return listPresets(session.value, profileToken);
    const asked = await session.value.ask((cam) => send(cam, profileToken, command));
    if (!asked.ok) {
      if (asked.error === 'unreachable') this.#devices.forget(device);
      return failed(asked.error);
    }
    return command.op.endsWith('preset') ? listPresets(session.value, profileToken) : done;
  }
}

function kindOf({ op }: PtzCommand): CommandKind {
  return op === 'move' || op === 'stop' ? op : 'other';
}

/** Commands that are sent, as opposed to asked for. */
type SentCommand = Exclude<PtzCommand, { op: 'list_presets' }>;

function send(cam: Cam, profileToken: string, command: SentCommand): void {
  switch (command.op) {
    case 'move':
      cam.continuousMove({ profileToken, ...velocity(command), timeout: MOVE_TIMEOUT_MS });
      break;
    case 'stop':
      cam.stop({ profileToken, panTilt: true, zoom: true }, () => {});
      break;
    case 'goto_preset':
      cam.gotoPreset({ profileToken, preset: escapeXml(command.preset) }, () => {});
      break;
    case 'set_preset':
      cam.setPreset({ profileToken, presetName: escapeXml(command.name) }, () => {});
      break;
    default:
      assertNever(command);
  }
}

/** A Sony camera does nothing when it is told of pan and tilt and zoom at once. */
function velocity({ pan, tilt, zoom }: Extract<PtzCommand, { op: 'move' }>) {
  const onlySendPanTilt = zoom === 0;
  const onlySendZoom = !onlySendPanTilt && pan === 0 && tilt === 0;
  return { x: pan, y: tilt, zoom, onlySendPanTilt, onlySendZoom };
}

async function listPresets(session: DeviceSession, profileToken: string): Promise<PtzOutcome> {
  const asked = await session.ask((cam) => cam.getPresets({ profileToken }, () => {}));
  if (!asked.ok) return failed(asked.error);
  const presets = asked.value
    .at('getPresetsResponse')
    .all('preset')
    .flatMap((preset) => {
      const token = preset.attribute('token');
      if (token === '' || token.length > 64) return [];
      return [{ token, name: plainText(preset.at('name').text, 64) || plainText(token, 64) }];
    });
  return { outcome: 'done', presets: presets.slice(0, PRESETS_MAX) };
}

function failed(error: DeviceFailure): PtzOutcome {
  switch (error) {
    case 'forbidden_address':
    case 'unreachable':
    case 'unauthorized':
      return { outcome: 'failed', error };
    case 'locked_out':
      return { outcome: 'failed', error: 'unauthorized' };
    case 'not_onvif':
    case 'fault':
      return refused;
    default:
      return assertNever(error);
  }
}
