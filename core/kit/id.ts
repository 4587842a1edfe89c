declare const brand: unique symbol;

/**
 * A string that names one kind of thing. Ids carry a short prefix (`cam_…`, `org_…`): it tells a reader
 * what a log line speaks of, and keeps them acceptable as queue job ids, which may not be all digits.
 */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type OrgUnitId = Id<'org'>;
export type CameraId = Id<'cam'>;
export type UserId = Id<'usr'>;
export type SessionId = Id<'ses'>;
export type AlertId = Id<'alt'>;
export type IncidentId = Id<'inc'>;
export type SquadId = Id<'sqd'>;
export type AssignmentId = Id<'asg'>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base32: no i, l, o, u to misread

/**
 * Makes an id of `prefix` and 16 base32 characters (80 bits).
 * @param random fills the given bytes with randomness; injected so that seeded runs repeat
 */
export function newId<Kind extends string>(
  prefix: Kind,
  random: (bytes: Uint8Array) => Uint8Array,
): Id<Kind> {
  const bytes = random(new Uint8Array(16));
  let text = '';
  for (const byte of bytes) text += ALPHABET[byte & 31];
  return `${prefix}_${text}` as Id<Kind>;
}

/** The shape every id has; used by the schemas at the boundaries. */
export function idPattern(prefix: string): RegExp {
  return new RegExp(`^${prefix}_[0-9a-z]{1,40}$`);
}
