'use client';

import { ConsoleShell } from '../_features/console/console-shell.tsx';

export default ConsoleShell;
