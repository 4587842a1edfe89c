import { ApiError } from '../../_lib/api/index.ts';

/** Why something an administrator asked for was not done; each has its sentence in the messages under `admin.problem`. */
const problemByCode = {
  'device.forbidden_address': 'forbiddenAddress',
  'device.unreachable': 'deviceUnreachable',
  'device.unauthorized': 'unauthorized',
  'device.not_onvif': 'notOnvif',
  'device.no_video': 'noVideo',
  'device.locked_out': 'lockedOut',
  'preview.too_many': 'tooManyPreviews',
  'gateway.away': 'gatewayAway',
  'camera.code_taken': 'codeTaken',
  'camera.already_registered': 'alreadyRegistered',
  'account.username_taken': 'usernameTaken',
  'account.changed_meanwhile': 'changedMeanwhile',
  'account.own': 'ownAccount',
  'account.holds_more': 'holdsMore',
  'account.last_administrator': 'lastAdministrator',
  'account.expires_in_past': 'expiresInPast',
  'account.auditor_apart': 'auditorApart',
  'account.role_not_for_kind': 'roleNotForKind',
  'account.action_beyond_role': 'actionBeyondRole',
  'pairing.unknown_code': 'unknownCode',
  'pairing.too_many': 'tooManyCodes',
  'source.name_taken': 'sourceNameTaken',
  'body.invalid': 'invalid',
  'import.invalid': 'invalid',
} as const;

const problemByStatus: Readonly<Record<number, 'notAllowed' | 'tooMuch' | 'tooLarge'>> = {
  403: 'notAllowed',
  404: 'notAllowed',
  413: 'tooLarge',
  429: 'tooMuch',
};

export type AdminProblem =
  | (typeof problemByCode)[keyof typeof problemByCode]
  | (typeof problemByStatus)[number]
  | 'serverAway'
  | 'unexpected';

/** Reads what a call of the API has thrown. */
export function adminProblem(error: unknown): AdminProblem {
  const failure = error instanceof ApiError ? error.failure : null;
  if (failure?.kind === 'unreachable') return 'serverAway';
  if (failure?.kind !== 'problem') return 'unexpected';
  const code = failure.problem?.code ?? '';
  if (isKnown(code)) return problemByCode[code];
  return problemByStatus[failure.status] ?? 'unexpected';
}

function isKnown(code: string): code is keyof typeof problemByCode {
  return Object.hasOwn(problemByCode, code);
}
