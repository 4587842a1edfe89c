export { type HandheldAccounts, handheldAccountsSchema, readHandheldAccounts } from './accounts.ts';
export { type HandheldsOptions, startHandhelds } from './handhelds.ts';
