import type { ImportRowError, Problem } from '#core/contracts';

/** Every way a request can be refused. `code` is stable: clients translate it and tests name it. */
const problems = {
  'query.invalid': { status: 400, title: 'The query has a wrong parameter' },
  'body.malformed': { status: 400, title: 'The body is not valid JSON' },
  'request.malformed': { status: 400, title: 'The request cannot be read' },
  'auth.required': { status: 401, title: 'Sign in first' },
  'auth.bad_credentials': { status: 401, title: 'Wrong user name or password' },
  'auth.bad_code': { status: 401, title: 'The code is wrong, or was used before' },
  'auth.password_expired': { status: 401, title: 'The one-time password was not used in time' },
  'ingest.bad_signature': { status: 401, title: 'No known source signed this' },
  'ingest.clock_skew': { status: 401, title: 'The timestamp is too far from the time of this server' },
  'auth.cross_site': { status: 403, title: 'Requests from other sites are refused' },
  'auth.pending.second_factor': { status: 403, title: 'Show the second factor first' },
  'auth.pending.enrolment': { status: 403, title: 'Set up a second factor first' },
  'auth.pending.new_password': { status: 403, title: 'Choose a password of your own first' },
  'access.forbidden': { status: 403, title: 'Your role may not do this' },
  'account.holds_more': { status: 403, title: 'The account holds roles where you administer nothing' },
  'setup.bad_token': { status: 403, title: 'The set-up link is not valid' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This method is not allowed here' },
  'alert.wrong_phase': { status: 409, title: 'The alert has moved on' },
  'alert.unverified': { status: 409, title: 'Somebody must check the alert against its picture first' },
  'incident.wrong_phase': { status: 409, title: 'The incident has moved on' },
  'assignment.wrong_phase': { status: 409, title: 'The assignment has moved on' },
  'squad.off_duty': { status: 409, title: 'The squad is off duty' },
  'squad.busy': { status: 409, title: 'The squad is out already' },
  'patrol.action_id_taken': { status: 409, title: 'The same action id came before with something else' },
  'camera.code_taken': { status: 409, title: 'Another camera has this code' },
  'camera.already_registered': { status: 409, title: 'The stream is registered already' },
  'camera.no_ptz': { status: 409, title: 'The camera cannot be moved' },
  'account.username_taken': { status: 409, title: 'Another account has this user name' },
  'account.changed_meanwhile': { status: 409, title: 'Somebody else has changed the account' },
  'account.own': { status: 409, title: 'Nobody does this to their own account' },
  'account.last_administrator': { status: 409, title: 'Nobody would be left to administer the root' },
  'source.name_taken': { status: 409, title: 'Another source has this name' },
  'auth.nothing_pending': { status: 409, title: 'The session does not owe this' },
  'second_factor.none': { status: 409, title: 'The account has no second factor' },
  'second_factor.needed': { status: 409, title: 'The account may not be without a second factor' },
  'password.none': { status: 409, title: 'No password opens the account' },
  'org.changed_meanwhile': { status: 409, title: 'Somebody else has changed the unit' },
  'org.code_taken': { status: 409, title: 'A unit beside it has this code' },
  'org.closed': { status: 409, title: 'A closed unit takes nothing new' },
  'org.has_open_units': { status: 409, title: 'Units below it are still open' },
  'org.inside_itself': { status: 409, title: 'A unit cannot lie below itself' },
  'org.is_root': { status: 409, title: 'The root stays where it is, and open' },
  'org.level_mismatch': { status: 409, title: 'A unit lies below one of a higher level only' },
  too_early: { status: 409, title: 'It is not time for this yet' },
  'setup.done': { status: 409, title: 'The set-up has been done already' },
  'request.timeout': { status: 408, title: 'The request took too long to arrive' },
  'body.too_large': { status: 413, title: 'The body is too large' },
  'body.not_json': { status: 415, title: 'Send application/json' },
  'body.invalid': { status: 422, title: 'The body has a wrong field' },
  'alert.shelf_too_long': { status: 422, title: 'Nothing is shelved for so long' },
  'device.forbidden_address': { status: 422, title: 'The address is not in the cameras’ networks' },
  'device.unreachable': { status: 422, title: 'No device answers there' },
  'device.unauthorized': { status: 422, title: 'The device does not accept the user name and password' },
  'device.locked_out': { status: 422, title: 'The device refuses this account for a while' },
  'device.not_onvif': { status: 422, title: 'What answers there does not speak ONVIF' },
  'device.no_video': { status: 422, title: 'The device has no stream that can be relayed' },
  'import.invalid': { status: 422, title: 'The list has wrong fields; nothing was registered' },
  'account.expires_in_past': { status: 422, title: 'The last day is over already' },
  'account.auditor_apart': { status: 422, title: 'An auditor holds no other role' },
  'account.role_not_for_kind': { status: 422, title: 'Accounts of this kind do not hold this role' },
  'account.action_beyond_role': { status: 422, title: 'The role does not allow this action' },
  'pairing.unknown_code': { status: 422, title: 'No screen shows this code now' },
  'org.bad_code': { status: 422, title: 'The code has not the form of the unit’s level' },
  'org.bad_border': { status: 422, title: 'The border is not one that can be drawn' },
  'password.too_short': { status: 422, title: 'The password is too short' },
  'password.too_common': { status: 422, title: 'The password is one of those tried first' },
  'password.too_simple': { status: 422, title: 'The password has too few kinds of characters' },
  'password.same_as_before': { status: 422, title: 'The password is the one there was before' },
  'second_factor.wrong_code': { status: 422, title: 'The code does not belong to the secret' },
  'second_factor.enrolment_over': {
    status: 422,
    title: 'The enrolment was begun elsewhere, or too long ago',
  },
  'auth.locked': { status: 429, title: 'Too many failed attempts' },
  'ingest.too_many': { status: 429, title: 'The source sends too much' },
  'integration.too_many': { status: 429, title: 'The key asks too often' },
  'pairing.too_many': { status: 429, title: 'Too many screens wait, or too many codes were tried' },
  'device.too_many': { status: 429, title: 'Too many devices asked' },
  'preview.too_many': { status: 429, title: 'Too many previews are open' },
  'audit.too_many_exports': { status: 429, title: 'The audit log was exported or checked too often' },
  'request.headers_too_large': { status: 431, title: 'The headers of the request are too large' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'The server failed' },
  'camera.unreachable': { status: 502, title: 'The camera does not answer' },
  'camera.refused': { status: 502, title: 'The camera refuses to do this' },
  'database.away': { status: 503, title: 'The database cannot be reached' },
  'gateway.away': { status: 503, title: 'The gateway cannot be reached' },
  overloaded: { status: 503, title: 'The server is busy' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** All codes with their statuses, for the API document. */
export const problemCodes = Object.entries(problems).map(([code, { status }]) => ({ code, status }));

interface ProblemDetails {
  /** For engineers, in English; never holds secrets or what the database said. */
  readonly detail?: string;
  /** Which field is wrong, and how. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** Where the thing stands that could not be changed. */
  readonly phase?: string;
  /** What the squad does that could not be sent. */
  readonly occupation?: Problem['occupation'];
  /** What is wrong in a list of cameras. */
  readonly rows?: readonly ImportRowError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by routes to refuse; becomes `application/problem+json` (RFC 9457). */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(details.detail ?? problems[code].title);
    this.name = 'HttpProblem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return problems[this.code].status;
  }

  /** The body of the answer. `about:blank` is the RFC's type for problems told apart by other members. */
  toBody(): Problem {
    const { detail, errors, phase, occupation, rows } = this.details;
    return {
      type: 'about:blank',
      title: problems[this.code].title,
      status: this.status,
      code: this.code,
      ...(detail !== undefined && { detail }),
      ...(errors !== undefined && { errors: [...errors] }),
      ...(phase !== undefined && { phase }),
      ...(occupation !== undefined && { occupation }),
      ...(rows !== undefined && { rows: [...rows] }),
    };
  }

  toResponse(): Response {
    return new Response(JSON.stringify(this.toBody()), {
      status: this.status,
      headers: { 'Content-Type': 'application/problem+json', ...this.details.headers },
    });
  }
}
