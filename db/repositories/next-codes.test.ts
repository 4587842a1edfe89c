import { expect, it } from 'vitest';
import { parseNationalCode } from '#core/camera';
import { codePrefix } from './next-codes.ts';

it.each([
  ['a county', '330127', '33012700'],
  ['a township', '330127103', '33012710'],
  ['a village', '330127103205', '33012710'],
  ['a unit with a name for a code', 'fengtai-7', '70000000'],
])('the codes of %s, %s, begin with the centre %s', (_, unitCode, centre) => {
  const code = parseNationalCode(`${codePrefix(unitCode)}000001`);
  expect(code).toEqual({
    ok: true,
    value: { centre, industry: '00', type: '132', network: '0', serial: '000001' },
  });
});
