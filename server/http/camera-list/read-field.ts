import { cameraClasses, parseNationalCode } from '#core/camera';
import { type ImportError, streamEndpoint, streamUrlSchema } from '#core/contracts';
import { fail, ok, type Result } from '#core/kit';

/** What a cell says, or what is wrong with it. */
export type Field<Value> = Result<Value, ImportError>;

/** Control characters, and what remains of another encoding that was read as UTF-8. */
const NOT_TEXT = /[\p{C}\uFFFD]/u;
/** As a spreadsheet writes it in any language of this product; no exponent, no thousands separator. */
const NUMBER = /^-?\d{1,5}(\.\d{1,20})?$/;
const URL_LENGTH_MAX = 512;

/** @param charactersMax more are too long */
export function readText(cell: string, charactersMax: number): Field<string> {
  if (cell === '') return fail('missing');
  if (NOT_TEXT.test(cell)) return fail('not_text');
  return cell.length > charactersMax ? fail('too_long') : ok(cell);
}

/** An empty cell stands for `otherwise`. */
export function optional<Value, Otherwise>(
  cell: string,
  otherwise: Otherwise,
  read: (cell: string) => Field<Value>,
): Field<Value | Otherwise> {
  return cell === '' ? ok(otherwise) : read(cell);
}

export function readCode(cell: string): Field<string> {
  if (cell === '') return fail('missing');
  return parseNationalCode(cell).ok ? ok(cell) : fail('not_20_digits');
}

export function readClass(cell: string): Field<(typeof cameraClasses)[number]> {
  if (cell === '') return fail('missing');
  const found = cameraClasses.find((known) => known === cell);
  return found === undefined ? fail('not_a_class') : ok(found);
}

/** A decimal number of a range that holds both its ends. */
export function readNumber(cell: string, min: number, max: number): Field<number> {
  if (cell === '') return fail('missing');
  if (!NUMBER.test(cell)) return fail('not_a_number');
  const value = Number(cell);
  return value < min || value > max ? fail('out_of_range') : ok(value);
}

/** @param mayRegister whether cameras may be at an address */
export function readStreamUrl(
  cell: string,
  mayRegister: (endpoint: { readonly host: string; readonly port: number }) => boolean,
): Field<string> {
  if (cell === '') return fail('missing');
  if (cell.length > URL_LENGTH_MAX) return fail('too_long');
  const endpoint = streamUrlSchema.safeParse(cell).success ? streamEndpoint(cell) : null;
  if (endpoint === null) return fail('not_an_rtsp_url');
  return mayRegister(endpoint) ? ok(cell) : fail('forbidden_address');
}
