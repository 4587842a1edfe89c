export { parseChallenges } from './auth-challenge.ts';
export { Authenticator } from './authenticator.ts';
export type { Credentials } from './digest.ts';
