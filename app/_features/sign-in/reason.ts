/** Reasons for being sent to the sign-in page, each with its sentence in the messages under `signIn`. */
const reasons = {
  ended: 'ended',
  left: 'left',
  provider_away: 'providerAway',
  provider_refused: 'providerRefused',
  provider_failed: 'providerFailed',
  provider_stale: 'providerStale',
  provider_no_account: 'providerNoAccount',
} as const;

export type Reason = (typeof reasons)[keyof typeof reasons];

/** Reads the reason in the address, where anybody could have written something. */
export function reasonOf(why: string | null): Reason | null {
  return why !== null && isReason(why) ? reasons[why] : null;
}

function isReason(why: string): why is keyof typeof reasons {
  return Object.hasOwn(reasons, why);
}
