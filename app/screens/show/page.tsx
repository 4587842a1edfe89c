'use client';

import { PassiveWall } from '../../_features/wall/passive-wall.tsx';

export default PassiveWall;
