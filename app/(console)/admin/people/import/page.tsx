'use client';

import { PeopleImportPage } from '../../../../_features/admin/people/people-import-page.tsx';

export default PeopleImportPage;
