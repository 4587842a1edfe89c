import type {
  DeviceChannel,
  DeviceDescription,
  DeviceError,
  DeviceProfile,
  InspectOutcome,
  InspectRequest,
} from '#core/contracts';
import { fail, ok, type Result } from '#core/kit';
import { type ChosenChannel, chooseChannels } from './choose-channels.ts';
import { type AskFailure, type DevicePorts, DeviceSession } from './device-session.ts';
import { plainText } from './plain-text.ts';
import { type MediaProfile, readProfiles } from './read-profiles.ts';
import { readServices } from './read-services.ts';
import { escapeXml } from './request-composer.ts';
import { streamUrl } from './stream-url.ts';

/** A recorder is asked some dozens of questions; whoever waits for the answer gives up soon after this. */
const INSPECT_TIMEOUT_MS = 12_000;

type Read<Value> = Result<Value, DeviceError>;

/** Reads what a device is and which streams it has. Never rejects, whatever the device does. */
export async function inspectDevice(request: InspectRequest, ports: DevicePorts): Promise<InspectOutcome> {
  const opened = await DeviceSession.open(request, ports);
  if (!opened.ok) return { outcome: 'failed', error: opened.error };
  const session = opened.value;
  const cancel = ports.clock.after(INSPECT_TIMEOUT_MS, () => session.close());
  try {
    const read = await readDevice(session, request.address.host, ports);
    return read.ok ? { outcome: 'read', device: read.value } : { outcome: 'failed', error: read.error };
  } finally {
    cancel();
    session.close();
  }
}

async function readDevice(
  session: DeviceSession,
  host: string,
  ports: DevicePorts,
): Promise<Read<DeviceDescription>> {
  const clockOffset = await session.clockOffsetMs();
  if (!clockOffset.ok) return failed(clockOffset.error);
  const services = await readServices(session);
  if (!services.ok) return failed(services.error);
  const information = await session.ask((cam) => cam.getDeviceInformation());
  if (!information.ok) return failed(information.error);
  const profiles = await readProfiles(session);
  if (!profiles.ok) return failed(profiles.error);
  const channels = await readChannels(session, host, ports, chooseChannels(profiles.value));
  if (!channels.ok) return channels;
  const about = information.value.at('getDeviceInformationResponse');
  return ok({
    manufacturer: plainText(about.at('manufacturer').text, 200),
    model: plainText(about.at('model').text, 200),
    firmware: plainText(about.at('firmwareVersion').text, 200),
    serialNumber: plainText(about.at('serialNumber').text, 200),
    clockOffsetMs: clockOffset.value,
    channels: channels.value,
  });
}

/** A channel without an address for its main stream is left out, unless all are: then the first one's reason is told. */
async function readChannels(
  session: DeviceSession,
  host: string,
  ports: DevicePorts,
  chosen: readonly ChosenChannel[],
): Promise<Read<DeviceChannel[]>> {
  const channels: DeviceChannel[] = [];
  let reason: DeviceError = 'no_video';
  for (const channel of chosen) {
    const main = await readStream(session, host, ports, channel.main);
    if (!main.ok) {
      if (main.error === 'gone') return fail('unreachable');
      if (reason === 'no_video') reason = main.error;
      continue;
    }
    const sub = channel.sub === null ? null : await readStream(session, host, ports, channel.sub);
    const { source, sourceName } = channel.main;
    channels.push({
      source,
      name: sourceName === '' ? plainText(source, 200) : sourceName,
      main: main.value,
      sub: sub?.ok ? sub.value : null,
      ptz: channel.main.ptz,
    });
  }
  return channels.length > 0 ? ok(channels) : fail(reason);
}

/** `gone`: the device stopped answering. */
async function readStream(
  session: DeviceSession,
  host: string,
  { network }: DevicePorts,
  profile: MediaProfile,
): Promise<Result<DeviceProfile, DeviceError | 'gone'>> {
  const answer = await session.ask((cam) => {
    cam.media2Support = session.paths.has('media2');
    cam.getStreamUri({ protocol: 'RTSP', profileToken: escapeXml(profile.token) }, () => {});
  });
  if (!answer.ok) return fail(answer.error === 'unreachable' ? 'gone' : 'no_video');
  const response = answer.value.at('getStreamUriResponse');
  const said = response.at('mediaUri', 'uri').text || response.at('uri').text;
  const url = streamUrl(said, { host, endpoint: session.endpoint, network });
  if (!url.ok) return url;
  const { token, name, codec, width, height, frameRate } = profile;
  return ok({ token, name, codec, width, height, frameRate, rtspUrl: url.value });
}

function failed(error: AskFailure): Result<never, DeviceError> {
  return fail(error === 'fault' ? 'not_onvif' : error);
}
