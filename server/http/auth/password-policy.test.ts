import { expect, it } from 'vitest';
import { passwordProblem } from './password-policy.ts';

it.each([
  ['elevenchars', 'password.too_short'],
  ['密码密码密码密码密码密', 'password.too_short'],
  ['Password12345', 'password.too_common'],
  ['P@ssw0rd!2345', 'password.too_common'],
  ['admin12345678', 'password.too_common'],
  ['qwertyuiop123', 'password.too_common'],
  ['111111111111', 'password.too_common'],
  ['123456789012', 'password.too_common'],
  ['abcdefghijklm', 'password.too_common'],
  ['wo5201314woaini', 'password.too_common'],
  ['zhangwei-2024', null],
  ['correct horse battery', null],
  ['烽火连三月家书抵万金感时花', null],
] as const)('%s → %s', (password, problem) =>
  expect(passwordProblem(password, 'operator', 'standard')).toBe(problem),
);

it('refuses a password that is the user name with a little around it', () => {
  expect(passwordProblem('zhangwei-2024', 'zhangwei', 'standard')).toBe('password.too_common');
});

it.each([
  ['correct horse battery', 'password.too_simple'],
  ['CorrectHorseBattery', 'password.too_simple'],
  ['烽火连三月家书抵万金感时花', 'password.too_simple'],
  ['Correct horse battery', null],
  ['烽火连三月家书抵万金mu7', null],
  ['correct-horse-7-battery', null],
  ['P@ssw0rd!2345', 'password.too_common'],
] as const)('under mlps3, three kinds of characters: %s → %s', (password, problem) =>
  expect(passwordProblem(password, 'operator', 'mlps3')).toBe(problem),
);
