import { type Position, PRESETS_MAX, type Preset, type PtzHead } from '#sim/ptz';
import { faults } from '../fault.ts';
import { child, childText, type SoapElement } from '../soap-reader.ts';
import { leaf, node, type Xml } from '../xml.ts';
import { readDurationMs } from './duration.ts';
import type { Asked, Operations } from './operation.ts';
import { nodeToken, ptzConfiguration, requestedProfile, SPACES } from './profiles.ts';

const TIMEOUT_MS = 10_000;
const TIMEOUT_MAX_MS = 60_000;
const NAME_MAX = 64;

/** The motors of the profile a request names. @throws FaultError when it has none */
function headOf(asked: Asked): PtzHead {
  const { channel } = requestedProfile(asked);
  const head = asked.surroundings.head(channel.code);
  if (head === null) throw faults.noPtz();
  return head;
}

/** Numbers of those channels that can be moved, from 0. */
const movable = ({ device, surroundings }: Asked): number[] =>
  device.channels.flatMap(({ code }, number) => (surroundings.head(code) === null ? [] : [number]));

/** The PTZ service (ONVIF PTZ 5): continuous and absolute moves, presets, home. */
export const ptzOperations: Operations = {
  GetNodes: (asked) => movable(asked).map(nodeXml),
  GetConfigurations: (asked) =>
    movable(asked).map((number) => ptzConfiguration('tptz:PTZConfiguration', number)),
  ContinuousMove: (asked) => {
    const velocity = readVector(child(asked.request, 'Velocity'), [SPACES.velocity, SPACES.zoomVelocity]);
    if (velocity === null || !Object.values(velocity).every(isUnit)) throw faults.invalidVelocity();
    const timeout = childText(asked.request, 'Timeout');
    const timeoutMs = timeout === undefined ? TIMEOUT_MS : readDurationMs(timeout);
    if (timeoutMs === null) throw faults.invalidArgument('Timeout is not a duration');
    const { pan = 0, tilt = 0, zoom = 0 } = velocity;
    headOf(asked).move({ pan, tilt, zoom }, Math.min(timeoutMs, TIMEOUT_MAX_MS));
    return [];
  },
  Stop: (asked) => {
    const isNamed = (name: string) => /^(true|1)$/.test(childText(asked.request, name) ?? 'true');
    headOf(asked).stop({ panTilt: isNamed('PanTilt'), zoom: isNamed('Zoom') });
    return [];
  },
  AbsoluteMove: (asked) => {
    const position = readVector(child(asked.request, 'Position'), [SPACES.position, SPACES.zoomPosition]);
    if (position === null || !Object.values(position).every(isUnit)) throw faults.invalidPosition();
    if (position.zoom !== undefined && position.zoom < 0) throw faults.invalidPosition();
    headOf(asked).goTo(position);
    return [];
  },
  GetStatus: (asked) => [statusXml(headOf(asked), asked.nowMs)],
  GetPresets: (asked) => headOf(asked).presets.map(presetXml),
  SetPreset: (asked) => {
    const name = childText(asked.request, 'PresetName') ?? '';
    if (name.length > NAME_MAX) throw faults.invalidArgument('PresetName is too long');
    const head = headOf(asked);
    const token = childText(asked.request, 'PresetToken') ?? null;
    const set = head.setPreset(name === '' ? `预置位${head.presets.length + 1}` : name, token);
    if (!set.ok) throw set.error === 'unknown' ? faults.noToken() : faults.tooManyPresets();
    return [leaf('tptz:PresetToken', set.value)];
  },
  RemovePreset: (asked) => {
    if (!headOf(asked).removePreset(childText(asked.request, 'PresetToken') ?? '')) throw faults.noToken();
    return [];
  },
  GotoPreset: (asked) => {
    if (!headOf(asked).goToPreset(childText(asked.request, 'PresetToken') ?? '')) throw faults.noToken();
    return [];
  },
  GotoHomePosition: (asked) => {
    headOf(asked).goHome();
    return [];
  },
};

const isUnit = (value: number): boolean => value >= -1 && value <= 1;

/** Reads a PTZ vector; null when it is none, or of a space we do not have. What it leaves out is left out. */
function readVector(vector: SoapElement | undefined, spaces: readonly string[]): Partial<Position> | null {
  const [panTilt, zoom] = [child(vector, 'PanTilt'), child(vector, 'Zoom')];
  const number = (element: SoapElement, name: string) =>
    Number.parseFloat(element.attributes.get(name) ?? '');
  const isKnown = [panTilt, zoom].every((element) =>
    spaces.includes(element?.attributes.get('space') ?? spaces[0] ?? ''),
  );
  if (!isKnown || (panTilt === undefined && zoom === undefined)) return null;
  return {
    ...(panTilt && { pan: number(panTilt, 'x'), tilt: number(panTilt, 'y') }),
    ...(zoom && { zoom: number(zoom, 'x') }),
  };
}

function positionXml(name: string, { pan, tilt, zoom }: Position): Xml {
  return node(
    name,
    {},
    node('tt:PanTilt', { x: pan.toFixed(4), y: tilt.toFixed(4), space: SPACES.position }),
    node('tt:Zoom', { x: zoom.toFixed(4), space: SPACES.zoomPosition }),
  );
}

function statusXml(head: PtzHead, nowMs: number): Xml {
  const state = head.isMoving ? 'MOVING' : 'IDLE';
  return node(
    'tptz:PTZStatus',
    {},
    positionXml('tt:Position', head.position),
    node('tt:MoveStatus', {}, leaf('tt:PanTilt', state), leaf('tt:Zoom', state)),
    leaf('tt:UtcTime', new Date(nowMs).toISOString()),
  );
}

function presetXml({ token, name, position }: Preset): Xml {
  return node('tptz:Preset', { token }, leaf('tt:Name', name), positionXml('tt:PTZPosition', position));
}

function nodeXml(number: number): Xml {
  const range = (name: string, from: number) => node(name, {}, leaf('tt:Min', from), leaf('tt:Max', 1));
  const space = (name: string, uri: string) =>
    node(name, {}, leaf('tt:URI', uri), range('tt:XRange', -1), range('tt:YRange', -1));
  const line = (name: string, uri: string, from: number) =>
    node(name, {}, leaf('tt:URI', uri), range('tt:XRange', from));
  return node(
    'tptz:PTZNode',
    { token: nodeToken(number), FixedHomePosition: true },
    leaf('tt:Name', nodeToken(number)),
    node(
      'tt:SupportedPTZSpaces',
      {},
      space('tt:AbsolutePanTiltPositionSpace', SPACES.position),
      line('tt:AbsoluteZoomPositionSpace', SPACES.zoomPosition, 0),
      space('tt:ContinuousPanTiltVelocitySpace', SPACES.velocity),
      line('tt:ContinuousZoomVelocitySpace', SPACES.zoomVelocity, -1),
    ),
    leaf('tt:MaximumNumberOfPresets', PRESETS_MAX),
    leaf('tt:HomeSupported', true),
  );
}
