'use client';

import { AuditPage } from '../../../_features/admin/audit/audit-page.tsx';

export default AuditPage;
