import { isSlice, nalType, nalTypeOf, startsPicture } from './nal-unit.ts';

/** One picture as it was put together. */
export interface AssembledPicture {
  readonly nalUnits: readonly Uint8Array[];
  /** The first slice, if it is one of an IDR picture. */
  readonly idrSlice: Uint8Array | null;
  readonly ticks: number;
  /** Parts are missing; not fit to be decoded. */
  readonly damaged: boolean;
}

const NAL_UNITS_MAX = 1_024;
const BYTES_MAX = 16 * 1024 * 1024;

/**
 * Finds where pictures end (ITU-T H.264, 7.4.1.2.3; RFC 6184, 5.1).
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
  readonly #emit: (picture: AssembledPicture) => void;
  #nalUnits: Uint8Array[] = [];
  #bytes = 0;
  #ticks = 0;
  #hasSlice = false;
  #idrSlice: Uint8Array | null = null;
  #damaged = false;
  #endedByMarkerAt: number | null = null;
  #markersLie = false;

  constructor(emit: (picture: AssembledPicture) => void) {
    this.#emit = emit;
  }

  nalUnit(nalUnit: Uint8Array, ticks: number): void {
    const type = nalTypeOf(nalUnit);
    const slice = isSlice(type);
    const continues = slice && !startsPicture(nalUnit);
    if (this.#hasSlice && this.#startsNext(type, ticks, continues)) this.finish();
    if (continues && !this.#hasSlice) {
      if (this.#endedByMarkerAt === ticks) this.#markersLie = true;
      this.#damaged = true;
    }
    if (slice && !this.#hasSlice) {
      this.#hasSlice = true;
      this.#idrSlice = type === nalType.idrSlice ? nalUnit : null;
      this.#ticks = ticks;
    }
    if (slice || type === nalType.sei) this.#keep(nalUnit);
  }

  /** The packet just taken in carried the marker bit. */
  marker(): void {
    if (!this.#hasSlice || this.#markersLie) return;
    const ticks = this.#ticks;
    this.finish();
    this.#endedByMarkerAt = ticks;
  }

  /** Something of the current picture is missing. */
  damage(): void {
    if (this.#hasSlice || this.#nalUnits.length > 0) this.#damaged = true;
  }

  /** Gives on what there is, if it has a slice. */
  finish(): void {
    if (this.#hasSlice) {
      this.#emit({
        nalUnits: this.#nalUnits,
        idrSlice: this.#idrSlice,
        ticks: this.#ticks,
        damaged: this.#damaged,
      });
    }
    this.#nalUnits = [];
    this.#bytes = 0;
    this.#hasSlice = false;
    this.#idrSlice = null;
    this.#damaged = false;
    this.#endedByMarkerAt = null;
  }

  #startsNext(type: number, ticks: number, continues: boolean): boolean {
    return type === nalType.accessUnitDelimiter || (ticks !== this.#ticks && !continues);
  }

  /** A picture without end (Q20) is cut short in memory, and counts as damaged. */
  #keep(nalUnit: Uint8Array): void {
    this.#bytes += nalUnit.length;
    if (this.#nalUnits.length < NAL_UNITS_MAX && this.#bytes <= BYTES_MAX) this.#nalUnits.push(nalUnit);
    else this.#damaged = true;
  }
}
