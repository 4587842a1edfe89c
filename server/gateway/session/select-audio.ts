import { fail, ok, type Result } from '#core/kit';
import {
  type AacFormat,
  type AacPayloadFormat,
  type LatmPayloadFormat,
  parseAudioSpecificConfig,
  readAacPayloadFormat,
  readLatmPayloadFormat,
} from '../codec/index.ts';
import type { MediaDescription, SessionDescription } from '../rtsp/index.ts';
import { encodingName } from './encoding-name.ts';

/** Why sound that a camera describes is not relayed. */
export type AudioDropReason =
  /** HLS cannot carry it (Q29). */
  | 'codec'
  /** Its parameters say nothing we can read, or nothing that browsers play. */
  | 'parameters'
  /** Access units out of their order (RFC 3640, 3.2.3.2). */
  | 'interleaving'
  /** The camera would not set it up. */
  | 'refused';

/** The sound to relay, and how its packets are to be read. */
export interface SelectedAudio {
  readonly media: MediaDescription;
  readonly payloadType: number;
  readonly encoding: string;
  readonly payloadFormat: AacPayloadFormat | LatmPayloadFormat;
  /** Null where only the frames say it (ADTS). */
  readonly format: AacFormat | null;
  readonly clockRate: number;
}

/** Sound that is left out. */
export interface DroppedAudio {
  readonly encoding: string;
  readonly reason: AudioDropReason;
}

export type AudioSelection =
  | { readonly selected: SelectedAudio }
  | { readonly dropped: DroppedAudio }
  /** There is none. */
  | null;

const CLOCK_RATE_MIN = 7_000;
const CLOCK_RATE_MAX = 192_000;

/**
 * The first sound that can be relayed; else why the first of all cannot. The way back to a loudspeaker, which `sendonly`
 * marks (ONVIF Streaming, 5.3; gortsplib #479), is none.
 */
export function selectAudio(description: SessionDescription): AudioSelection {
  const all = description.media
    .filter(({ kind, direction }) => kind === 'audio' && direction !== 'sendonly')
    .flatMap((media) => media.payloadTypes.map((type) => audioOf(media, type)));
  return all.find((one) => 'selected' in one) ?? all[0] ?? null;
}

function audioOf(media: MediaDescription, payloadType: number): Exclude<AudioSelection, null> {
  const encoding = encodingName(media, payloadType);
  const dropped = (reason: AudioDropReason) => ({ dropped: { encoding, reason } });
  const layout = readLayout(encoding, media.formats.get(payloadType) ?? new Map());
  if (!layout.ok) return dropped(layout.error);
  const { payloadFormat, format } = layout.value;
  const clockRate = clockRateOf(media, payloadType, format);
  if (clockRate === null) return dropped('parameters');
  return { selected: { media, payloadType, encoding, payloadFormat, format, clockRate } };
}

function readLayout(
  encoding: string,
  parameters: ReadonlyMap<string, string>,
): Result<Pick<SelectedAudio, 'payloadFormat' | 'format'>, AudioDropReason> {
  if (encoding === 'MP4A-LATM') return readLatmPayloadFormat(parameters);
  if (encoding !== 'MPEG4-GENERIC') return fail('codec');
  const payloadFormat = readAacPayloadFormat(parameters);
  if (!payloadFormat.ok) return payloadFormat;
  const config = parameters.get('config') ?? '';
  const format = parseAudioSpecificConfig(Buffer.from(config.replaceAll('"', ''), 'hex'));
  // A configuration that is there and is not understood is another kind of AAC; one that is not may come in the frames.
  if (format === null && config !== '') return fail('parameters');
  return ok({ payloadFormat: payloadFormat.value, format });
}

function clockRateOf(media: MediaDescription, payloadType: number, format: AacFormat | null): number | null {
  const said = media.rtpMaps.get(payloadType)?.clockRate ?? 0;
  const rate = said >= CLOCK_RATE_MIN && said <= CLOCK_RATE_MAX ? said : format?.sampleRateHz;
  return rate ?? null;
}
