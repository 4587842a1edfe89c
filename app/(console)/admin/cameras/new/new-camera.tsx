'use client';

import { RegisterPage } from '../../../../_features/admin/register/register-page.tsx';

export const NewCamera = RegisterPage;
