'use client';

import { NewPersonPage } from '../../../../_features/admin/people/new-person-page.tsx';

export default NewPersonPage;
