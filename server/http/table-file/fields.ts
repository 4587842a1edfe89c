import type { ImportError } from '#core/contracts';
import { fail, ok, type Result } from '#core/kit';

/** What a cell says, or what is wrong with it. */
export type Field<Value> = Result<Value, ImportError>;

export interface FieldError<Column extends string> {
  readonly column: Column;
  readonly error: ImportError;
}

/** Control characters, and what remains of another encoding that was read as UTF-8. */
const NOT_TEXT = /[\p{C}\uFFFD]/u;
/** As a spreadsheet writes it in any language of this product; no exponent, no thousands separator. */
const NUMBER = /^-?\d{1,5}(\.\d{1,20})?$/;

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

/** A decimal number of a range that holds both its ends. */
export function readNumber(cell: string, min: number, max: number): Field<number> {
  if (cell === '') return fail('missing');
  if (!NUMBER.test(cell)) return fail('not_a_number');
  const value = Number(cell);
  return value < min || value > max ? fail('out_of_range') : ok(value);
}

type Values<Fields> = {
  [Column in keyof Fields]: Fields[Column] extends Field<infer Value> ? Value : never;
};

/** Every value, or every error, in the order of the fields. */
export function allOf<Column extends string, Fields extends Readonly<Record<Column, Field<unknown>>>>(
  columns: readonly Column[],
  fields: Fields,
): Result<Values<Fields>, readonly FieldError<Column>[]> {
  const errors: FieldError<Column>[] = [];
  const values: Partial<Record<Column, unknown>> = {};
  for (const column of columns) {
    const field: Field<unknown> = fields[column];
    if (field.ok) values[column] = field.value;
    else errors.push({ column, error: field.error });
  }
  return errors.length > 0 ? fail(errors) : ok(values as Values<Fields>);
}
