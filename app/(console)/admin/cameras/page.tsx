'use client';

import { CameraListPage } from '../../../_features/admin/list/camera-list-page.tsx';

export default CameraListPage;
