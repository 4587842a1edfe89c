import { cameraClasses, parseNationalCode } from '#core/camera';
import { streamEndpoint, streamUrlSchema } from '#core/contracts';
import { fail, ok } from '#core/kit';
import type { Field } from '../table-file/index.ts';

const URL_LENGTH_MAX = 512;

export function readCode(cell: string): Field<string> {
  if (cell === '') return fail('missing');
  return parseNationalCode(cell).ok ? ok(cell) : fail('not_20_digits');
}

export function readClass(cell: string): Field<(typeof cameraClasses)[number]> {
  if (cell === '') return fail('missing');
  const found = cameraClasses.find((known) => known === cell);
  return found === undefined ? fail('not_a_class') : ok(found);
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
