import type { PtzOutcome } from '#core/contracts';
import { assertNever } from '#core/kit';
import type { EntryRefusal } from '#db/repositories';
import { HttpProblem } from './problem.ts';

/** Why a camera was not moved. */
export function ptzRefusal(error: Extract<PtzOutcome, { readonly outcome: 'failed' }>['error']): HttpProblem {
  switch (error) {
    case 'no_ptz':
    case 'unreachable':
    case 'refused':
      return new HttpProblem(`camera.${error}`);
    case 'forbidden_address':
    case 'unauthorized':
      return new HttpProblem(`device.${error}`);
    default:
      return assertNever(error);
  }
}

/** Why cameras of a registration were not entered, with the fields it is about. */
export function entryRefusal({ code, indexes }: EntryRefusal): HttpProblem {
  const at = (field: string, message: string) => ({
    errors: indexes.map((index) => ({ path: `cameras.${index}.${field}`, message })),
  });
  switch (code) {
    case 'unknown_org_unit':
      return new HttpProblem('not_found', at('orgUnitId', 'no such org unit'));
    case 'code_taken':
      return new HttpProblem('camera.code_taken', at('code', 'not free'));
    case 'already_registered':
      return new HttpProblem('camera.already_registered', at('mainUrl', 'a camera of the org unit'));
    default:
      return assertNever(code);
  }
}
