export { languageTag, localeStore, restoreLocale, setLocale } from './locale-store.ts';
export { useLocalized } from './use-localized.ts';
export { Words } from './words.tsx';
