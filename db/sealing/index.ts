export { createVault, type OpenError, type Vault } from './vault.ts';
