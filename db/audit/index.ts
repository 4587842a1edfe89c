export { appendAudit, type NewAuditEntry } from './append-audit.ts';
