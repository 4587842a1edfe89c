import { type ReactNode, useEffect } from 'react';
import { IntlProvider } from 'use-intl';
import { useStoreValue } from '../store/index.ts';
import { languageTag, localeStore } from './locale-store.ts';
import { messages } from './messages.ts';

/** Gives the words of the chosen language to everything inside; a switch shows at once. */
export function Words({ children }: { readonly children: ReactNode }) {
  const locale = useStoreValue(localeStore);
  useEffect(() => {
    document.documentElement.lang = languageTag(locale);
  }, [locale]);
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <IntlProvider locale={locale} messages={messages[locale]} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
