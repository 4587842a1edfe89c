import { BytePile } from '../memory/index.ts';
import { isSlice, type NalRole } from './nal-role.ts';
import type { VideoCodec } from './video-codec.ts';

/** One picture as it was put together. Its NAL units are good until whoever is given it returns. */
export interface AssembledPicture {
  readonly nalUnits: readonly Uint8Array[];
  readonly firstSlice: Uint8Array;
  /** Of the first slice. */
  readonly role: NalRole;
  readonly ticks: number;
  /** Parts are missing; not fit to be decoded. */
  readonly damaged: boolean;
}

const NAL_UNITS_MAX = 1_024;
const BYTES_MAX = 16 * 1024 * 1024;
const NOTHING = new Uint8Array(0);

/**
 * Finds where pictures end (ITU-T H.264, 7.4.1.2.3; H.265, 7.4.2.4.4; RFC 6184, 5.1; RFC 7798, 4.1).
 *
 * A picture ends at the marker bit, which gives it on without delay; or when a NAL unit comes that must start the next:
 * one of another timestamp, or a delimiter. Parameter sets start nothing, though the standard says they do: GStreamer
 * repeats them before every slice of a key frame. Three things real cameras do (Q20):
 * - the marker stands on parameter sets, or the timestamp changes before the first slice (FLIR M400, Tapo TC70, Reolink
 *   Duo 2): without a slice nothing ends, and the slice's timestamp counts;
 * - the marker stands in mid-picture: once a later slice of a picture already given on is seen, markers are no longer
 *   believed, and that picture counts as damaged;
 * - the timestamp changes between slices of one picture: a slice that is not a picture's first belongs to the one before.
 */
export class AccessUnitAssembler {
  readonly #codec: VideoCodec;
  readonly #emit: (picture: AssembledPicture) => void;
  #nalUnits: Uint8Array[] = [];
  /** What of `nalUnits` had to be copied, because more packets are to come. */
  readonly #bytes = new BytePile();
  /** How many of `nalUnits` were copied; the others are good until the packet they came in is done with. */
  #copied = 0;
  #byteLength = 0;
  #ticks = 0;
  /** Its index; null before it comes. */
  #firstSlice: number | null = null;
  #role: NalRole = 'slice';
  #damaged = false;
  #endedByMarkerAt: number | null = null;
  #markersLie = false;

  constructor(codec: VideoCodec, emit: (picture: AssembledPicture) => void) {
    this.#codec = codec;
    this.#emit = emit;
  }

  /** @param nalUnit good until `packetEnd` */
  nalUnit(nalUnit: Uint8Array, ticks: number): void {
    const role = this.#codec.roleOf(nalUnit);
    const slice = isSlice(role);
    const continues = slice && !this.#codec.startsPicture(nalUnit);
    if (this.#firstSlice !== null && this.#startsNext(role, ticks, continues)) this.finish();
    if (continues && this.#firstSlice === null) {
      if (this.#endedByMarkerAt === ticks) this.#markersLie = true;
      this.#damaged = true;
    }
    if (!slice && role !== 'side_data') return;
    const index = this.#nalUnits.length;
    this.#add(nalUnit);
    if (!slice || this.#firstSlice !== null) return;
    this.#firstSlice = index;
    this.#role = role;
    this.#ticks = ticks;
  }

  /** All of a packet was taken in, and its NAL units end to be good. @param marker its marker bit */
  packetEnd(marker: boolean): void {
    if (marker && this.#firstSlice !== null && !this.#markersLie) {
      const ticks = this.#ticks;
      this.finish();
      this.#endedByMarkerAt = ticks;
    } else this.#copyLent();
  }

  /** Something of the current picture is missing. */
  damage(): void {
    if (this.#firstSlice !== null || this.#nalUnits.length > 0) this.#damaged = true;
  }

  /** Gives on what there is, if it has a slice. */
  finish(): void {
    if (this.#firstSlice !== null) {
      this.#emit({
        nalUnits: this.#nalUnits,
        firstSlice: this.#nalUnits[this.#firstSlice] ?? NOTHING,
        role: this.#role,
        ticks: this.#ticks,
        damaged: this.#damaged,
      });
    }
    this.#nalUnits = [];
    this.#copied = 0;
    this.#byteLength = 0;
    this.#bytes.clear();
    this.#firstSlice = null;
    this.#damaged = false;
    this.#endedByMarkerAt = null;
  }

  #startsNext(role: NalRole, ticks: number, continues: boolean): boolean {
    return role === 'delimiter' || (ticks !== this.#ticks && !continues);
  }

  /** A picture without end (Q20) is cut short in memory, and counts as damaged. */
  #add(nalUnit: Uint8Array): void {
    if (this.#nalUnits.length >= NAL_UNITS_MAX || this.#byteLength + nalUnit.length > BYTES_MAX) {
      this.#damaged = true;
      return;
    }
    this.#nalUnits.push(nalUnit);
    this.#byteLength += nalUnit.length;
  }

  /** The units of a picture's last packet, which is most of it, are never copied here. */
  #copyLent(): void {
    for (; this.#copied < this.#nalUnits.length; this.#copied++) {
      this.#nalUnits[this.#copied] = this.#bytes.keep(this.#nalUnits[this.#copied] ?? NOTHING);
    }
  }
}
