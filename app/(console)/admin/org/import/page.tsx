'use client';

import { OrgImportPage } from '../../../../_features/admin/org/org-import-page.tsx';

export default OrgImportPage;
