'use client';

import { PersonPage } from '../../../../_features/admin/people/person-page.tsx';

export default PersonPage;
