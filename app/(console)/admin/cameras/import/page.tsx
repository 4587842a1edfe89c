'use client';

import { ImportPage } from '../../../../_features/admin/import/import-page.tsx';

export default ImportPage;
