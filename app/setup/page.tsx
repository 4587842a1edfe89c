'use client';

import { SetupPage } from '../_features/sign-in/setup-page.tsx';

export default SetupPage;
