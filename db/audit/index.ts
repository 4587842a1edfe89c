export { appendAudit, type NewAuditEntry } from './append-audit.ts';
export { type AuditGuard, auditGuard } from './audit-guard.ts';
export { describeChain } from './describe-chain.ts';
export { type Purge, purgeAudit } from './purge.ts';
export { type AuditSearch, searchAudit } from './search-audit.ts';
export { type ChainBreak, type ChainReport, hex, type VerifyOptions, verifyChain } from './verify-chain.ts';
