import type { SecurityProfile } from '#core/access';

/** NIST SP 800-63B asks for length and a blocklist, and advises against composition rules. */
export const PASSWORD_LENGTH_MIN = 12;
/** GB/T 22239-2019, 8.1.4.1 a) asks for complexity: of small and capital letters, digits and all else, so many kinds. */
const KINDS_MIN = 3;
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** Stems that lists of leaked passwords repeat with digits and marks around them, some of them Chinese habits. */
const COMMON_STEMS = [
  'password',
  'passwort',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  '1q2w3e4r',
  'q1w2e3r4',
  'iloveyou',
  'letmein',
  'welcome',
  'administrator',
  'admin',
  'root',
  'changeme',
  'woaini',
  '5201314',
  'beaconwall',
  'fenghuoqiang',
];

/** Judges a new password; `null` when it is good. `username` may not be most of it. */
export function passwordProblem(
  password: string,
  username: string,
  profile: SecurityProfile,
): 'password.too_short' | 'password.too_simple' | 'password.too_common' | null {
  if ([...password].length < PASSWORD_LENGTH_MIN) return 'password.too_short';
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  if (profile === 'mlps3' && kinds < KINDS_MIN) return 'password.too_simple';
  return isCommon(password.toLowerCase(), username.toLowerCase()) ? 'password.too_common' : null;
}

/** Common: little is left once known stems, the user name, runs and repetitions are taken out. */
function isCommon(password: string, username: string): boolean {
  const stems = [...COMMON_STEMS, username].filter((stem) => stem.length >= 3);
  const byLength = stems.sort((a, b) => b.length - a.length);
  const withoutStems = byLength.reduce((text, stem) => text.replaceAll(stem, ''), password);
  return withoutPredictable(withoutStems.replaceAll(/[^\p{Letter}\p{Number}]/gu, '')).length < 5;
}

/** Drops every character that its two predecessors foretell: the same again, or one further up or down. */
function withoutPredictable(text: string): string {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  return codes
    .filter((code, at) => {
      const step = code - (codes[at - 1] ?? Number.NaN);
      return !(Math.abs(step) <= 1) && !codes.slice(0, at).includes(code);
    })
    .map((code) => String.fromCodePoint(code))
    .join('');
}
