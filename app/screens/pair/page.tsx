'use client';

import { PairPage } from '../../_features/screens/pair-page.tsx';

export default PairPage;
