export { type HandheldAccounts, readHandheldAccounts } from './accounts.ts';
export { type HandheldsOptions, startHandhelds } from './handhelds.ts';
