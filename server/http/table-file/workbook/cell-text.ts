/**
 * What a cell shows that has no format (ISO/IEC 29500-1, 18.18.11).
 * @param type the cell's `t`
 * @param strings the workbook's shared strings
 */
export function cellText(type: string, value: string, strings: readonly string[]): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'n':
      return numberText(value);
    case 'b':
      return value === '' ? '' : value === '1' ? 'TRUE' : 'FALSE';
    // The text of a formula's result, an error such as #N/A, a date of ISO 8601.
    default:
      return value;
  }
}

const INTEGER = /^-?\d+$/;

/**
 * A number as somebody would type it: Excel writes 0.1 as 0.10000000000000001 and 330100101001 as 3.30100101001E11. A
 * whole number of more digits than it keeps (twenty of a camera's code) stays as it is written, with its exponent, so
 * that it is refused: what is left of it is another number.
 */
function numberText(value: string): string {
  if (value === '' || INTEGER.test(value)) return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) return value;
  const text = String(number);
  return text.includes('e') ? value : text;
}
