'use client';

import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { restoreLocale, Words } from '../_lib/i18n/index.ts';
import { restoreTheme } from './theme.ts';

const never = () => () => {};

/**
 * Everything a page needs around it. Language and theme live in the browser, so the server sends an empty shell
 * and nothing has to be corrected after the first paint.
 */
export function PageRoot({ children }: { readonly children: ReactNode }) {
  const isBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return isBrowser ? <Restored>{children}</Restored> : null;
}

function Restored({ children }: { readonly children: ReactNode }) {
  useState(() => {
    restoreLocale();
    restoreTheme();
  });
  return <Words>{children}</Words>;
}
