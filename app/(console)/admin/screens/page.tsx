'use client';

import { ScreensPage } from '../../../_features/admin/screens/screens-page.tsx';

export default ScreensPage;
