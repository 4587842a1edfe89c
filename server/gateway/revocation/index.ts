export { RevocationList } from './revocation-list.ts';
export { type Revocations, readTicket } from './revocations.ts';
