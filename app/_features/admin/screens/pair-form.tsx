import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { parsePairingCode } from '#core/access';
import type { OrgUnitId } from '#core/kit';
import { pairScreen } from '../../../_lib/api/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { Problem, TextField } from '../field.tsx';
import { NameFields, nameOf } from '../name-fields.tsx';
import styles from '../people/person.module.css';
import { UnitField } from '../unit-field.tsx';
import { useSending } from '../use-sending.ts';
import { pairAddress } from './pair-address.ts';

const empty = { code: '', nameZh: '', nameEn: '', orgUnitId: null as OrgUnitId | null };

/** Lets in the screen that shows a code. */
export function PairForm({ onPaired }: { readonly onPaired: () => void }) {
  const t = useTranslations('admin');
  const [form, setForm] = useState(empty);
  const [isChecked, setChecked] = useState(false);
  const [paired, setPaired] = useState<string | null>(null);
  const { isBusy, problem, send } = useSending();
  const code = parsePairingCode(form.code);
  const name = nameOf(form);
  const set = (change: Partial<typeof empty>) => setForm({ ...form, ...change });
  const pair = () =>
    send(async () => {
      setPaired(null);
      setChecked(true);
      const { orgUnitId } = form;
      if (code === null || name === null || orgUnitId === null) return;
      await pairScreen({ code, name, orgUnitId });
      setPaired(form.nameZh.trim());
      setForm(empty);
      setChecked(false);
      onPaired();
    });
  const missing = (isMissing: boolean, words: string) => (isChecked && isMissing ? words : null);
  return (
    <form
      className={styles.section}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void pair();
      }}
    >
      <h2>{t('screens.pair')}</h2>
      <p className={styles.hint}>{t('screens.pairHint', { address: pairAddress() })}</p>
      <div className={styles.fields}>
        <TextField
          label={t('screens.code')}
          hint={t('screens.codeHint')}
          problem={missing(code === null, t('screens.badCode'))}
          maxLength={32}
          value={form.code}
          onChange={(next) => set({ code: next.toUpperCase() })}
        />
        <NameFields
          words="screens"
          hint={t('screens.nameHint')}
          isChecked={isChecked}
          value={form}
          onChange={set}
        />
        <UnitField
          label={t('screens.unit')}
          hint={t('screens.unitHint')}
          problem={missing(form.orgUnitId === null, t('people.missingUnit'))}
          action="display.manage"
          value={form.orgUnitId}
          placeholder={t('people.homePlaceholder')}
          onChange={(orgUnitId) => set({ orgUnitId })}
        />
      </div>
      <div className={styles.buttons}>
        <button type="submit" className={button.primary} disabled={isBusy}>
          {isBusy ? t('screens.submitting') : t('screens.submit')}
        </button>
        <div role="alert">{problem !== null && <Problem>{t(`problem.${problem}`)}</Problem>}</div>
        <div role="status" className={styles.status}>
          {paired !== null && (
            <>
              <Icon name="check" size={14} /> {t('screens.paired', { name: paired })}
            </>
          )}
        </div>
      </div>
    </form>
  );
}
