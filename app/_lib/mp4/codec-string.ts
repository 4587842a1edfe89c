import { type Box, findBox, slice } from './boxes.ts';

/** Bytes of the fields before the child boxes: VisualSampleEntry §12.1.3, AudioSampleEntry §12.2.3 of ISO 14496-12. */
const VISUAL_ENTRY_BYTES = 78;
const AUDIO_ENTRY_BYTES = 28;

/** The RFC 6381 name of a sample entry; `null` for one that the wall does not play. */
export function codecOf(entry: Box): string | null {
  switch (entry.type) {
    case 'avc1':
    case 'avc3':
      return avcName(entry.type, findBox(slice(entry.body, VISUAL_ENTRY_BYTES), ['avcC']));
    case 'hvc1':
    case 'hev1':
      return hevcName(entry.type, findBox(slice(entry.body, VISUAL_ENTRY_BYTES), ['hvcC']));
    case 'mp4a':
      return findBox(slice(entry.body, AUDIO_ENTRY_BYTES), ['esds']) === null ? null : 'mp4a.40.2';
    default:
      return null;
  }
}

/** ISO 14496-15 §5.3.3: profile, compatibility and level, in hexadecimal. */
function avcName(type: string, configuration: DataView | null): string | null {
  if (configuration === null) return null;
  return `${type}.${[1, 2, 3].map((at) => hex(configuration.getUint8(at)).padStart(2, '0')).join('')}`;
}

/** ISO 14496-15 annex E.3. */
function hevcName(type: string, configuration: DataView | null): string | null {
  if (configuration === null) return null;
  const first = configuration.getUint8(1);
  const space = ['', 'A', 'B', 'C'][first >> 6] ?? '';
  const tier = (first & 0x20) === 0 ? 'L' : 'H';
  const compatibility = reverseBits(configuration.getUint32(2));
  const constraints = Array.from({ length: 6 }, (_, index) => configuration.getUint8(6 + index));
  while (constraints.at(-1) === 0) constraints.pop();
  const parts = [
    type,
    `${space}${first & 0x1f}`,
    hex(compatibility),
    `${tier}${configuration.getUint8(12)}`,
    ...constraints.map(hex),
  ];
  return parts.join('.');
}

function hex(value: number): string {
  return value.toString(16).toUpperCase();
}

function reverseBits(value: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit++) reversed = (reversed << 1) | ((value >>> bit) & 1);
  return reversed >>> 0;
}
