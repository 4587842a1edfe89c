import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { parsePairingCode } from '#core/access';
import type { OrgUnitId } from '#core/kit';
import { pairScreen } from '../../../_lib/api/index.ts';
import { Icon } from '../../../_ui/icon.tsx';
import { TextField } from '../field.tsx';
import styles from '../form.module.css';
import { Form, FormEnd } from '../form.tsx';
import { NameFields, nameOf } from '../name-fields.tsx';
import { UnitField } from '../unit-field.tsx';
import { useSending } from '../use-sending.ts';
import { pairAddress } from './pair-address.ts';
import own from './pair-form.module.css';

const empty = { code: '', nameZh: '', nameEn: '', orgUnitId: null as OrgUnitId | null };

/** Lets in the screen that shows a code. */
export function PairForm({ onPaired }: { readonly onPaired: () => void }) {
  const t = useTranslations('admin');
  const [form, setForm] = useState(empty);
  const [isChecked, setChecked] = useState(false);
  const [paired, setPaired] = useState<string | null>(null);
  const sending = useSending();
  const code = parsePairingCode(form.code);
  const name = nameOf(form);
  const set = (change: Partial<typeof empty>) => setForm({ ...form, ...change });
  const pair = () =>
    sending.send(async () => {
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
    <Form className={styles.section} onSubmit={pair}>
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
      <FormEnd label={t('screens.submit')} busyLabel={t('screens.submitting')} sending={sending} isPrimary>
        <div role="status" className={own.status}>
          {paired !== null && (
            <>
              <Icon name="check" size={14} /> {t('screens.paired', { name: paired })}
            </>
          )}
        </div>
      </FormEnd>
    </Form>
  );
}
