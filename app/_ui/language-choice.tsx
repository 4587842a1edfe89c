import { useTranslations } from 'use-intl';
import { localeStore } from '../_lib/i18n/index.ts';
import { switchLocale } from '../_lib/session/index.ts';
import { useStoreValue } from '../_lib/store/index.ts';
import { Choice } from './choice.tsx';

const options = [
  { value: 'zh', label: '中文', lang: 'zh-CN' },
  { value: 'en', label: 'EN', lang: 'en' },
] as const;

/** Chinese or English, switched at once. */
export function LanguageChoice() {
  const t = useTranslations('language');
  const locale = useStoreValue(localeStore);
  return (
    <Choice
      label={t('switch')}
      options={options}
      value={locale}
      onChange={(next) => void switchLocale(next)}
    />
  );
}
