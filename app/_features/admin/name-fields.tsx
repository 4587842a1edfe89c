import { useTranslations } from 'use-intl';
import { personNameSchema } from '#core/contracts';
import type { LocalizedText } from '#core/kit';
import { TextField } from './field.tsx';

interface Names {
  readonly nameZh: string;
  readonly nameEn: string;
}

/** The name in both languages; the English one may be left out. `null`: none yet, or one that cannot be. */
export function nameOf({ nameZh, nameEn }: Names): LocalizedText | null {
  const parsed = personNameSchema.safeParse({ zh: nameZh, en: nameEn.trim() || nameZh });
  return parsed.success ? parsed.data : null;
}

/** What a screen or another system is called. */
export function NameFields(props: {
  /** Whose words: `admin.screens`, `admin.integrations`. */
  readonly words: 'screens' | 'integrations';
  readonly hint: string;
  readonly isChecked: boolean;
  readonly value: Names;
  readonly onChange: (names: Partial<Names>) => void;
}) {
  const { words, hint, isChecked, value, onChange } = props;
  const t = useTranslations('admin');
  const isWrong = isChecked && nameOf({ ...value, nameEn: '' }) === null;
  return (
    <>
      <TextField
        label={t(`${words}.nameZh`)}
        hint={hint}
        problem={isWrong ? t('people.missing') : null}
        maxLength={64}
        value={value.nameZh}
        onChange={(nameZh) => onChange({ nameZh })}
      />
      <TextField
        label={t(`${words}.nameEn`)}
        isOptional
        hint={t('people.nameEnHint')}
        maxLength={64}
        value={value.nameEn}
        onChange={(nameEn) => onChange({ nameEn })}
      />
    </>
  );
}
