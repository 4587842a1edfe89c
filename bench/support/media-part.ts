import { findCaptureTime } from '#core/contracts';

/** One picture of a part, as a viewer gets it. */
export interface PartPicture {
  /** When it is shown, in units of the track's timescale. */
  readonly timeTicks: number;
  /** As the camera wrote it into the picture, µs since 1970; `null` if it did not. */
  readonly capturedAtUs: number | null;
}

const BOX_HEADER_BYTES = 8;
const NAL_LENGTH_BYTES = 4;

// Flags of trun, ISO 14496-12 §8.8.8, in the order of their fields.
const DATA_OFFSET = 0x1;
const FIRST_SAMPLE_FLAGS = 0x4;
const DURATION = 0x100;
const SIZE = 0x200;
const FLAGS = 0x400;
const COMPOSITION_OFFSET = 0x800;

interface Box {
  readonly type: string;
  readonly start: number;
  readonly body: DataView;
}

/**
 * Reads the pictures out of movie fragments with one track, every sample with its own duration and size, which is
 * what the gateway writes (ISO 14496-12 §8.8). Several fragments one after the other are fine.
 * @throws RangeError if the bytes are something else
 */
export function picturesOf(bytes: Uint8Array): PartPicture[] {
  const boxes = boxesIn(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return boxes.filter(({ type }) => type === 'moof').flatMap((moof) => picturesOfFragment(bytes, moof));
}

function picturesOfFragment(bytes: Uint8Array, moof: Box): PartPicture[] {
  const traf = boxesIn(child(moof.body, 'traf'));
  const tfdt = traf.find(({ type }) => type === 'tfdt')?.body;
  const trun = traf.find(({ type }) => type === 'trun')?.body;
  if (tfdt === undefined || trun === undefined) throw new RangeError('a fragment without times or samples');
  const flags = trun.getUint32(0) & 0xffffff;
  if ((flags & (DATA_OFFSET | DURATION | SIZE)) !== (DATA_OFFSET | DURATION | SIZE)) {
    throw new RangeError(`trun with flags 0x${flags.toString(16)}`);
  }
  let decodeTicks = tfdt.getUint8(0) === 1 ? Number(tfdt.getBigUint64(4)) : tfdt.getUint32(4);
  let dataAt = moof.start + trun.getInt32(8);
  let at = (flags & FIRST_SAMPLE_FLAGS) === 0 ? 12 : 16;
  return Array.from({ length: trun.getUint32(4) }, () => {
    const durationTicks = trun.getUint32(at);
    const sizeBytes = trun.getUint32(at + 4);
    at += (flags & FLAGS) === 0 ? 8 : 12;
    const offsetTicks = (flags & COMPOSITION_OFFSET) === 0 ? 0 : trun.getInt32(at);
    at += (flags & COMPOSITION_OFFSET) === 0 ? 0 : 4;
    const sample = bytes.subarray(dataAt, dataAt + sizeBytes);
    const picture = {
      timeTicks: decodeTicks + offsetTicks,
      capturedAtUs: findCaptureTime(nalUnitsOf(sample)),
    };
    decodeTicks += durationTicks;
    dataAt += sizeBytes;
    return picture;
  });
}

/** The NAL units of a sample, each behind its length (ISO 14496-15 §5.3.3). */
function* nalUnitsOf(sample: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  for (let at = 0; at + NAL_LENGTH_BYTES <= sample.byteLength; ) {
    const end = at + NAL_LENGTH_BYTES + view.getUint32(at);
    yield sample.subarray(at + NAL_LENGTH_BYTES, end);
    at = end;
  }
}

function child(view: DataView, type: string): DataView {
  const box = boxesIn(view).find((candidate) => candidate.type === type);
  if (box === undefined) throw new RangeError(`no ${type}`);
  return box.body;
}

function boxesIn(view: DataView): Box[] {
  const boxes: Box[] = [];
  for (let start = 0; start + BOX_HEADER_BYTES <= view.byteLength; ) {
    const size = view.getUint32(start);
    if (size < BOX_HEADER_BYTES || start + size > view.byteLength)
      throw new RangeError(`a box of ${size} bytes`);
    const type = String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(start + offset)));
    const body = new DataView(
      view.buffer,
      view.byteOffset + start + BOX_HEADER_BYTES,
      size - BOX_HEADER_BYTES,
    );
    boxes.push({ type, start, body });
    start += size;
  }
  return boxes;
}
