import { type StreamProfile, streamProfiles } from '#core/camera';
import { type OnvifChannel, PROFILES, profileToken } from '../device.ts';
import { faults } from '../fault.ts';
import { childText } from '../soap-reader.ts';
import { leaf, node, type Xml } from '../xml.ts';
import type { Asked } from './operation.ts';

/** One stream of one channel, as a media profile. */
export interface MediaProfile {
  readonly token: string;
  readonly profile: StreamProfile;
  /** Counts from 0. */
  readonly number: number;
  readonly channel: OnvifChannel;
}

export function profilesOf({ device }: Asked): MediaProfile[] {
  return device.channels.flatMap((channel, number) =>
    streamProfiles.map((profile) => ({ token: profileToken(number, profile), profile, number, channel })),
  );
}

/** The profile a request names. @throws FaultError when there is none */
export function requestedProfile(asked: Asked): MediaProfile {
  const token = childText(asked.request, 'ProfileToken');
  const profile = profilesOf(asked).find((known) => known.token === token);
  if (profile === undefined) throw faults.noProfile();
  return profile;
}

export const sourceToken = (number: number): string => `source-${number + 1}`;
export const ptzToken = (number: number): string => `ptz-${number + 1}`;
export const nodeToken = (number: number): string => `node-${number + 1}`;

const GENERIC = 'http://www.onvif.org/ver10/tptz';
/** The generic spaces (ONVIF PTZ 5.8): −1…1, and 0…1 for the lens. */
export const SPACES = {
  position: `${GENERIC}/PanTiltSpaces/PositionGenericSpace`,
  velocity: `${GENERIC}/PanTiltSpaces/VelocityGenericSpace`,
  zoomPosition: `${GENERIC}/ZoomSpaces/PositionGenericSpace`,
  zoomVelocity: `${GENERIC}/ZoomSpaces/VelocityGenericSpace`,
} as const;

/** The content of a PTZ configuration; its element is named by whoever holds it. */
export function ptzConfiguration(name: string, number: number): Xml {
  return node(
    name,
    { token: ptzToken(number) },
    leaf('tt:Name', ptzToken(number)),
    leaf('tt:UseCount', 2),
    leaf('tt:NodeToken', nodeToken(number)),
    leaf('tt:DefaultAbsolutePantTiltPositionSpace', SPACES.position),
    leaf('tt:DefaultAbsoluteZoomPositionSpace', SPACES.zoomPosition),
    leaf('tt:DefaultContinuousPanTiltVelocitySpace', SPACES.velocity),
    leaf('tt:DefaultContinuousZoomVelocitySpace', SPACES.zoomVelocity),
    leaf('tt:DefaultPTZTimeout', 'PT10S'),
  );
}

/** A media profile as GetProfiles has it. */
export function profileXml(asked: Asked, { token, profile, number, channel }: MediaProfile): Xml {
  const { width, height, frameRate, kbps } = PROFILES[profile];
  const resolution = (name: string) => node(name, {}, leaf('tt:Width', width), leaf('tt:Height', height));
  const source = node(
    'tt:VideoSourceConfiguration',
    { token: `vsc-${number + 1}` },
    leaf('tt:Name', channel.name),
    leaf('tt:UseCount', 2),
    leaf('tt:SourceToken', sourceToken(number)),
    node('tt:Bounds', { x: 0, y: 0, width: PROFILES.main.width, height: PROFILES.main.height }),
  );
  const encoder = node(
    'tt:VideoEncoderConfiguration',
    { token: `vec-${token}` },
    leaf('tt:Name', token),
    leaf('tt:UseCount', 1),
    leaf('tt:Encoding', 'H264'),
    resolution('tt:Resolution'),
    leaf('tt:Quality', 5),
    node(
      'tt:RateControl',
      {},
      leaf('tt:FrameRateLimit', frameRate),
      leaf('tt:EncodingInterval', 1),
      leaf('tt:BitrateLimit', kbps),
    ),
    node('tt:H264', {}, leaf('tt:GovLength', frameRate * 2), leaf('tt:H264Profile', 'High')),
    leaf('tt:SessionTimeout', 'PT60S'),
  );
  const canMove = asked.surroundings.head(channel.code) !== null;
  return node(
    'trt:Profiles',
    { token, fixed: true },
    leaf('tt:Name', `${channel.name} ${profile}`),
    source,
    encoder,
    ...(canMove ? [ptzConfiguration('tt:PTZConfiguration', number)] : []),
  );
}
