'use client';

import { AccountPage } from '../../_features/account/account-page.tsx';

export default AccountPage;
