export { allOf, type Field, type FieldError, optional, readNumber, readText } from './fields.ts';
export { LIST_BODY_BYTES_MAX, listFileOf } from './list-body.ts';
export { readTable, type TableRow, type TableShape } from './read-table.ts';
export { ERRORS_MAX } from './table-reader.ts';
