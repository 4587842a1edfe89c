import type { z } from 'zod';
import {
  type AuditPage,
  type AuditVerification,
  type auditFilterSchema,
  auditPageSchema,
  type auditQuerySchema,
  auditVerificationSchema,
} from '#core/contracts';
import { queryText, request } from './request.ts';

/** One page of the audit log, the newest rows first. */
export function fetchAudit(query: z.input<typeof auditQuerySchema>, signal: AbortSignal): Promise<AuditPage> {
  return request({ path: `/api/audit?${queryText(query)}`, signal }, auditPageSchema);
}

/** Follows the chain over the newest rows. */
export function verifyAudit(): Promise<AuditVerification> {
  return request({ method: 'POST', path: '/api/audit/verify' }, auditVerificationSchema);
}

/** Where the browser gets the log as a file. */
export function auditExportAddress(filter: z.input<typeof auditFilterSchema>): string {
  return `/api/audit/export?${queryText(filter)}`;
}
