import { useCallback } from 'react';
import type { LocalizedText } from '#core/kit';
import { useStoreValue } from '../store/index.ts';
import { localeStore } from './locale-store.ts';

/** Picks the name in the page's language. */
export function useLocalized(): (text: LocalizedText) => string {
  const locale = useStoreValue(localeStore);
  return useCallback((text: LocalizedText) => text[locale], [locale]);
}
