'use client';

import { PeoplePage } from '../../../_features/admin/people/people-page.tsx';

export default PeoplePage;
