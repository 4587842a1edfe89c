/** A reader of fragmented MP4 for tests, written apart from the code that writes it. */

export interface Box {
  readonly type: string;
  /** Where the box begins in the buffer it was read from. */
  readonly offset: number;
  readonly size: number;
  readonly body: Uint8Array;
}

/** The boxes laid end to end in `bytes`; throws when they do not fill it exactly. */
export function readBoxes(bytes: Uint8Array): Box[] {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > bytes.byteLength) throw new Error(`box of ${size} bytes at ${at}`);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    boxes.push({ type, offset: at, size, body: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return boxes;
}

/** Follows a path of nested boxes, such as `moof/traf/trun`. */
export function findBox(bytes: Uint8Array, path: string): Box {
  const [type, ...rest] = path.split('/');
  const box = readBoxes(bytes).find((candidate) => candidate.type === type);
  if (box === undefined) throw new Error(`no ${type} box`);
  return rest.length === 0 ? box : findBox(box.body, rest.join('/'));
}

export interface ReadSample {
  readonly durationTicks: number;
  readonly keyFrame: boolean;
  readonly decodeTicks: number;
  readonly presentationTicks: number;
  /** NAL units without their lengths. */
  readonly nalUnits: readonly Uint8Array[];
}

/** The samples of one moof and mdat, checked to lie within the mdat and to fill it. */
export function readFragment(bytes: Uint8Array): { sequenceNumber: number; samples: ReadSample[] } {
  const [moof, mdat, ...more] = readBoxes(bytes);
  if (moof?.type !== 'moof' || mdat?.type !== 'mdat' || more.length > 0)
    throw new Error('not one moof and mdat');
  const decode = viewOf(findBox(moof.body, 'traf/tfdt').body);
  const run = viewOf(findBox(moof.body, 'traf/trun').body);
  const count = run.getUint32(4);
  let at = run.getUint32(8);
  if (at !== mdat.offset + 8) throw new Error(`data offset ${at} is not where mdat's body begins`);
  let decodeTicks = Number(decode.getBigUint64(4));
  const samples: ReadSample[] = [];
  for (let i = 0; i < count; i++) {
    const entry = 12 + i * 16;
    const size = run.getUint32(entry + 4);
    samples.push({
      durationTicks: run.getUint32(entry),
      keyFrame: (run.getUint32(entry + 8) & 0x1_0000) === 0,
      decodeTicks,
      // Signed since version 1 (ISO/IEC 14496-12, 8.8.8).
      presentationTicks:
        decodeTicks + (run.getUint8(0) === 0 ? run.getUint32(entry + 12) : run.getInt32(entry + 12)),
      nalUnits: splitSample(bytes.subarray(at, at + size)),
    });
    decodeTicks += run.getUint32(entry);
    at += size;
  }
  if (at !== bytes.byteLength) throw new Error('samples do not fill the mdat');
  return { sequenceNumber: viewOf(findBox(moof.body, 'mfhd').body).getUint32(4), samples };
}

/** A part as it goes out: the fragment of its pictures, and behind it that of its sound, if it has some. */
export function splitPart(bytes: Uint8Array): { pictures: Uint8Array; sound: Uint8Array | null } {
  const [, , sound] = readBoxes(bytes);
  if (sound === undefined) return { pictures: bytes, sound: null };
  return { pictures: bytes.subarray(0, sound.offset), sound: bytes.subarray(sound.offset) };
}

/** The frames of sound of one moof and mdat, checked to fill the mdat. */
export function readAudioFragment(bytes: Uint8Array): {
  sequenceNumber: number;
  decodeTicks: number;
  samples: { durationTicks: number; data: Uint8Array }[];
} {
  const [moof, mdat, ...more] = readBoxes(bytes);
  if (moof?.type !== 'moof' || mdat?.type !== 'mdat' || more.length > 0)
    throw new Error('not one moof and mdat');
  const run = viewOf(findBox(moof.body, 'traf/trun').body);
  let at = run.getUint32(8);
  if (at !== mdat.offset + 8) throw new Error(`data offset ${at} is not where mdat's body begins`);
  const samples = Array.from({ length: run.getUint32(4) }, (_, i) => {
    const size = run.getUint32(16 + i * 8);
    const data = bytes.subarray(at, at + size);
    at += size;
    return { durationTicks: run.getUint32(12 + i * 8), data };
  });
  if (at !== bytes.byteLength) throw new Error('samples do not fill the mdat');
  const decodeTicks = Number(viewOf(findBox(moof.body, 'traf/tfdt').body).getBigUint64(4));
  return { sequenceNumber: viewOf(findBox(moof.body, 'mfhd').body).getUint32(4), decodeTicks, samples };
}

function splitSample(sample: Uint8Array): Uint8Array[] {
  const view = viewOf(sample);
  const nalUnits: Uint8Array[] = [];
  for (let at = 0; at < sample.byteLength; ) {
    const size = view.getUint32(at);
    nalUnits.push(sample.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return nalUnits;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
