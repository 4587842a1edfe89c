import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type LocalizedText, localizedTextSchema } from '#core/kit';
import { type AccessUnit, groupAccessUnits, nalType, nalTypeOf, splitNalUnits } from './annex-b.ts';

const streamFactsSchema = z.object({
  file: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  frameRate: z.int().positive(),
  frames: z.int().positive(),
  bytes: z.int().positive(),
});

const clipFactsSchema = z.object({
  name: z.string(),
  tags: z.array(z.string()),
  title: localizedTextSchema,
  profiles: z.object({ main: streamFactsSchema, sub: streamFactsSchema }),
});

/** `clips.json`: what was drawn, one entry a scene, sorted by name. */
export const clipListSchema = z.array(clipFactsSchema);
export type ClipFacts = z.infer<typeof clipFactsSchema>;
export type StreamFacts = z.infer<typeof streamFactsSchema>;

/** Where `draw.ts` puts the footage and `loadClips` finds it. */
export const clipFolder = new URL('./clips/', import.meta.url);

/** One profile of a clip: a whole number of closed groups of pictures, the last followed by the first again. */
export interface ClipStream {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Pictures per second, constant. */
  readonly frameRate: number;
  /** The parameter sets, without start codes; they are also repeated in every key frame's access unit. */
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
  readonly accessUnits: readonly AccessUnit[];
}

/** A seamless loop of one camera's pictures, in its two profiles of the same length in seconds. */
export interface Clip {
  readonly name: string;
  /** What it shows: road, village, market, bridge, school, checkpoint, station, night, rain, fog … */
  readonly tags: readonly string[];
  readonly title: LocalizedText;
  readonly profiles: { readonly main: ClipStream; readonly sub: ClipStream };
}

/**
 * Reads the committed footage: all of it, some 20 MB, at once. Clips are in the order of their names.
 * @throws if a file is missing or is not what `clips.json` says; that is a broken checkout
 */
export function loadClips(): readonly Clip[] {
  const list = clipListSchema.parse(JSON.parse(readFileSync(new URL('clips.json', clipFolder), 'utf8')));
  return list.map(({ name, tags, title, profiles }) => ({
    name,
    tags,
    title,
    profiles: { main: loadStream(profiles.main), sub: loadStream(profiles.sub) },
  }));
}

function loadStream({ file, width, height, frameRate, frames }: StreamFacts): ClipStream {
  const nalUnits = splitNalUnits(readFileSync(new URL(file, clipFolder)));
  const sps = nalUnits.find((nalUnit) => nalTypeOf(nalUnit) === nalType.sps);
  const pps = nalUnits.find((nalUnit) => nalTypeOf(nalUnit) === nalType.pps);
  if (sps === undefined || pps === undefined) throw new Error(`${file}: no parameter sets`);
  const accessUnits = groupAccessUnits(nalUnits);
  if (accessUnits.length !== frames) {
    throw new Error(`${file}: ${accessUnits.length} pictures, clips.json says ${frames}`);
  }
  return { width, height, frameRate, sps, pps, accessUnits };
}
