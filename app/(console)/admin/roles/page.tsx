'use client';

import { RolesPage } from '../../../_features/admin/roles/roles-page.tsx';

export default RolesPage;
