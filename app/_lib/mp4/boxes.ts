/** One ISO BMFF box (ISO 14496-12 §4.2): its four-character type and a view of what is inside. */
export interface Box {
  readonly type: string;
  readonly body: DataView;
}

/** The boxes that lie side by side in `data`; ends at the first one whose size cannot be true. */
export function* boxesIn(data: DataView): Generator<Box> {
  let at = 0;
  while (at + 8 <= data.byteLength) {
    const size32 = data.getUint32(at);
    const isLarge = size32 === 1 && at + 16 <= data.byteLength;
    const headerBytes = isLarge ? 16 : 8;
    const size = isLarge ? Number(data.getBigUint64(at + 8)) : size32 === 0 ? data.byteLength - at : size32;
    if (size < headerBytes || at + size > data.byteLength) return;
    yield { type: fourCharacters(data, at + 4), body: slice(data, at + headerBytes, size - headerBytes) };
    at += size;
  }
}

/** The first box at a path, each step inside the one before: `find(moov, ['trak', 'mdia'])`. */
export function findBox(data: DataView, path: readonly string[]): DataView | null {
  let inside = data;
  for (const type of path) {
    const next = [...boxesIn(inside)].find((box) => box.type === type);
    if (next === undefined) return null;
    inside = next.body;
  }
  return inside;
}

/** All boxes of one type, side by side in `data`. */
export function boxesOf(data: DataView, type: string): DataView[] {
  return [...boxesIn(data)].filter((box) => box.type === type).map((box) => box.body);
}

/** `length` bytes from `from` on, as a view of the same memory; shorter at the end of it. */
export function slice(data: DataView, from: number, length = data.byteLength - from): DataView {
  const start = Math.min(from, data.byteLength);
  return new DataView(data.buffer, data.byteOffset + start, Math.min(length, data.byteLength - start));
}

/** A view over bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Four characters at an offset: a box type, a handler, a sample entry. */
export function fourCharacters(data: DataView, at: number): string {
  return String.fromCharCode(
    data.getUint8(at),
    data.getUint8(at + 1),
    data.getUint8(at + 2),
    data.getUint8(at + 3),
  );
}
