import type { MediaProfile } from './read-profiles.ts';

/** The profiles of one video source that are worth having. */
export interface ChosenChannel {
  readonly main: MediaProfile;
  readonly sub: MediaProfile | null;
}

const CHANNELS_MAX = 128;
/** A wall's tile is about as wide. */
const SUB_WIDTH_MAX_PX = 640;

/**
 * Sorts profiles into channels, one for each video source, in the device's order. Main is the largest H.264 profile,
 * H.265 only where there is no other; sub is the largest of the rest that is no wider than 640 pixels, or else the
 * smallest. Sources with neither codec (JPEG, MPEG-4) are left out.
 */
export function chooseChannels(profiles: readonly MediaProfile[]): ChosenChannel[] {
  const bySource = Map.groupBy(profiles, ({ source }) => source);
  return [...bySource.values()].flatMap((channel) => choose(channel) ?? []).slice(0, CHANNELS_MAX);
}

function choose(profiles: readonly MediaProfile[]): ChosenChannel | null {
  const of = (codec: string) => profiles.filter((profile) => profile.codec === codec);
  const playable = of('H264').length > 0 ? of('H264') : of('H265');
  const [main, ...rest] = playable.toSorted((a, b) => size(b) - size(a));
  if (main === undefined) return null;
  return { main, sub: rest.find(({ width }) => width <= SUB_WIDTH_MAX_PX) ?? rest.at(-1) ?? null };
}

const size = ({ width, height }: MediaProfile): number => width * height;
