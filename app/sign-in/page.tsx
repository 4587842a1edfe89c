'use client';

import { SignInPage } from '../_features/sign-in/sign-in-page.tsx';

export default SignInPage;
