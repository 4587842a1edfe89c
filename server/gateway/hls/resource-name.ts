/**
 * What a playlist refers to, named relative to it. All names of a stream begin with its epoch, which no other run
 * of the stream shares: a stale URI is not found rather than answered with other pictures, and answers never
 * change. Parts are numbered through the whole stream, not per segment, so that a preload hint can be kept even
 * when the segment ends before the part that was hinted.
 */
export type HlsResource =
  | { readonly kind: 'init'; readonly epoch: string; readonly number: number }
  | { readonly kind: 'part'; readonly epoch: string; readonly number: number }
  | { readonly kind: 'segment'; readonly epoch: string; readonly number: number };

const PATTERN = /^([0-9a-z]{1,16})\/(?:init-(\d{1,10})\.mp4|part-(\d{1,10})\.m4s|segment-(\d{1,15})\.m4s)$/;

export function initName(epoch: string, id: number): string {
  return `${epoch}/init-${id}.mp4`;
}

export function partName(epoch: string, sequence: number): string {
  return `${epoch}/part-${sequence}.m4s`;
}

export function segmentName(epoch: string, mediaSequence: number): string {
  return `${epoch}/segment-${mediaSequence}.m4s`;
}

/** Reads a name back; null for anything else. */
export function parseResourceName(name: string): HlsResource | null {
  const [, epoch, init, part, segment] = PATTERN.exec(name) ?? [];
  if (epoch === undefined) return null;
  if (init !== undefined) return { kind: 'init', epoch, number: Number(init) };
  if (part !== undefined) return { kind: 'part', epoch, number: Number(part) };
  return { kind: 'segment', epoch, number: Number(segment) };
}
