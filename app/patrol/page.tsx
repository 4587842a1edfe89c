'use client';

import { PatrolPage } from '../_features/patrol/patrol-page.tsx';

export default PatrolPage;
