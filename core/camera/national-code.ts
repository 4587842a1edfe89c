import { fail, ok, type Result } from '#core/kit';

/**
 * A 20-digit device code in the style of GB/T 28181-2022 annex E: 8 digits of centre (the division code down to
 * the township's two digits), 2 of industry, 3 of type (131 camera, 132 network camera, 118 NVR),
 * 1 of network, 6 of serial number.
 */
export interface NationalCode {
  readonly centre: string;
  readonly industry: string;
  readonly type: string;
  readonly network: string;
  readonly serial: string;
}

export type NationalCodeError = 'not_20_digits';

/** Takes a code apart; refuses anything but 20 digits. */
export function parseNationalCode(text: string): Result<NationalCode, NationalCodeError> {
  const match = /^(\d{8})(\d{2})(\d{3})(\d)(\d{6})$/.exec(text);
  if (match === null) return fail('not_20_digits');
  const [, centre = '', industry = '', type = '', network = '', serial = ''] = match;
  return ok({ centre, industry, type, network, serial });
}

/** Puts a code together; the parts are as long as the standard says, which is the caller's duty. */
export function formatNationalCode(code: NationalCode): string {
  return code.centre + code.industry + code.type + code.network + code.serial;
}
