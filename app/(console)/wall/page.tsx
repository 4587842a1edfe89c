'use client';

import { WallPage } from '../../_features/wall/wall-page.tsx';

export default WallPage;
