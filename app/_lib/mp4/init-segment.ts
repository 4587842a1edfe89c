import { boxesIn, boxesOf, findBox, fourCharacters, slice, viewOf } from './boxes.ts';
import { codecOf } from './codec-string.ts';

/** What a player must know of an init segment before it can take it. */
export interface InitSegment {
  /** For `MediaSource.addSourceBuffer`: `video/mp4; codecs="…"`. */
  readonly mimeType: string;
  readonly videoTrackId: number;
  /** Units per second of the video track's times. */
  readonly videoTimescale: number;
}

/** Reads an init segment (ftyp, moov); `null` if it has no video that can be named. */
export function readInitSegment(bytes: Uint8Array): InitSegment | null {
  try {
    return read(viewOf(bytes));
  } catch (error) {
    if (error instanceof RangeError) return null; // a box that ends before its fields do
    throw error;
  }
}

function read(data: DataView): InitSegment | null {
  const moov = findBox(data, ['moov']);
  if (moov === null) return null;
  const codecs: string[] = [];
  let video: { id: number; timescale: number } | null = null;
  for (const trak of boxesOf(moov, 'trak')) {
    const codec = codecOfTrack(trak);
    if (codec === null) return null;
    codecs.push(codec);
    const handler = findBox(trak, ['mdia', 'hdlr']);
    if (handler !== null && fourCharacters(handler, 8) === 'vide') video ??= timing(trak);
  }
  if (video === null) return null;
  const mimeType = `video/mp4; codecs="${codecs.join(', ')}"`;
  return { mimeType, videoTrackId: video.id, videoTimescale: video.timescale };
}

function timing(trak: DataView): { id: number; timescale: number } | null {
  const tkhd = findBox(trak, ['tkhd']);
  const mdhd = findBox(trak, ['mdia', 'mdhd']);
  if (tkhd === null || mdhd === null) return null;
  // ISO 14496-12 §8.3.2 and §8.4.2: version 1 has 64-bit creation and modification times before these fields.
  const id = tkhd.getUint32(tkhd.getUint8(0) === 1 ? 20 : 12);
  const timescale = mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12);
  return timescale > 0 ? { id, timescale } : null;
}

function codecOfTrack(trak: DataView): string | null {
  const stsd = findBox(trak, ['mdia', 'minf', 'stbl', 'stsd']);
  if (stsd === null) return null;
  const [entry] = boxesIn(slice(stsd, 8)); // past version, flags and entry count
  return entry === undefined ? null : codecOf(entry);
}
