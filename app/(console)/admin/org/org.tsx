'use client';

import { OrgPage } from '../../../_features/admin/org/org-page.tsx';

export const Org = OrgPage;
