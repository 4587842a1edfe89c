import { type Locale, localeSchema } from '#core/kit';
import { kept } from '../storage/index.ts';
import { createStore } from '../store/index.ts';

const keptLocale = kept('locale', localeSchema);

/** The language of the page. Whoever is signed in has it as a setting; before that, this browser remembers it. */
export const localeStore = createStore<Locale>('zh');

/** Takes the language this browser remembers, else the one it asks for. */
export function restoreLocale(): void {
  localeStore.set(keptLocale.read() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'));
}

/** Switches the page at once, and remembers it here. */
export function setLocale(locale: Locale): void {
  localeStore.set(locale);
  keptLocale.write(locale);
}

/** The tag for `Intl` and for `<html lang>`. */
export function languageTag(locale: Locale): string {
  return locale === 'zh' ? 'zh-CN' : 'en-GB';
}
