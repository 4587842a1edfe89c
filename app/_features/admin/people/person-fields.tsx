import { useTranslations } from 'use-intl';
import { Choice } from '../../../_ui/choice.tsx';
import { TextField } from '../field.tsx';
import styles from '../form.module.css';
import { LastDayField } from '../last-day-field.tsx';
import { UnitField } from '../unit-field.tsx';
import own from './person.module.css';
import { type PersonForm, type PersonFormProblem, problemsOf } from './person-form.ts';

const languages = [
  { value: 'zh', label: '中文', lang: 'zh-CN' },
  { value: 'en', label: 'English', lang: 'en' },
] as const;

/** The fields of an account. */
export function PersonFields(props: {
  readonly form: PersonForm;
  readonly onChange: (form: PersonForm) => void;
  /** Whether problems are told already: not before somebody has tried to save. */
  readonly isChecked: boolean;
  /** The user name is not changed once the account is made. */
  readonly isNew: boolean;
}) {
  const { form, onChange, isChecked, isNew } = props;
  const t = useTranslations('admin.people');
  const problems = isChecked ? problemsOf(form) : {};
  const words = (problem: PersonFormProblem | undefined) => (problem === undefined ? null : t(problem));
  const set = (change: Partial<PersonForm>) => onChange({ ...form, ...change });
  return (
    <div className={styles.fields}>
      <TextField
        label={t('username')}
        {...(isNew && { hint: t('usernameHint') })}
        problem={words(problems.username)}
        maxLength={64}
        disabled={!isNew}
        value={form.username}
        onChange={(username) => set({ username })}
      />
      <TextField
        label={t('nameZh')}
        problem={words(problems.nameZh)}
        maxLength={64}
        value={form.nameZh}
        onChange={(nameZh) => set({ nameZh })}
      />
      <TextField
        label={t('nameEn')}
        isOptional
        hint={t('nameEnHint')}
        problem={words(problems.nameEn)}
        maxLength={64}
        value={form.nameEn}
        onChange={(nameEn) => set({ nameEn })}
      />
      <UnitField
        label={t('home')}
        hint={t('homeHint')}
        problem={words(problems.orgUnitId)}
        action="account.manage"
        value={form.orgUnitId}
        placeholder={t('homePlaceholder')}
        onChange={(orgUnitId) => set({ orgUnitId })}
      />
      <LastDayField label={t('expires')} day={form.day} onChange={(day) => set({ day })} />
      <div className={own.choice}>
        <span>{t('language')}</span>
        <Choice
          label={t('language')}
          options={languages}
          value={form.locale}
          onChange={(locale) => set({ locale })}
        />
      </div>
    </div>
  );
}
