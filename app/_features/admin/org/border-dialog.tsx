import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { readBorder } from '#core/org';
import { putOrgBorder } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { Dialog } from '../dialog.tsx';
import { Field } from '../field.tsx';
import styles from './org-dialogs.module.css';
import type { UnitDialogProps } from './unit-dialogs.tsx';
import { useTask } from './use-task.ts';

/** More than the server takes. */
const TEXT_LENGTH_MAX = 1_400_000;

/** Takes a border as GeoJSON, pasted or from a file; taking the border away has to be said. */
export function BorderDialog({ unit, onClose, onDone }: UnitDialogProps) {
  const t = useTranslations('admin.org');
  const localized = useLocalized();
  const [text, setText] = useState('');
  const [isRemoving, setRemoving] = useState(false);
  const { isBusy, problem, run } = useTask(onClose);
  const read = isRemoving ? { geoJson: null } : readText(text);
  const wrong = 'error' in read ? t(`problems.${read.error}`) : null;
  const submit = () =>
    run(async () => {
      if ('error' in read) return;
      await putOrgBorder(unit.id, { version: unit.version, geoJson: read.geoJson });
      onDone(unit.id);
    });
  return (
    <Dialog
      title={t('borderTitle', { name: localized(unit.name) })}
      action={t(isRemoving ? 'removeBorder' : 'save')}
      busyAction={t('saving')}
      isBusy={isBusy}
      isReady={isRemoving || (wrong === null && text.trim() !== '')}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('borderHint')}</p>
      <Field label="GeoJSON" problem={wrong}>
        {(links) => (
          <textarea
            {...links}
            className={styles.text}
            spellCheck={false}
            disabled={isRemoving}
            maxLength={TEXT_LENGTH_MAX}
            placeholder='{ "type": "Polygon", "coordinates": [[[119.0, 29.5], …]] }'
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <label className={button.button}>
        <Icon name="upload" size={14} />
        {t('borderFile')}
        <input
          type="file"
          accept=".json,.geojson,application/geo+json,application/json"
          hidden
          disabled={isRemoving}
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(setText)}
        />
      </label>
      {unit.border !== null && (
        <label>
          <input
            type="checkbox"
            checked={isRemoving}
            onChange={(event) => setRemoving(event.currentTarget.checked)}
          />{' '}
          {t('removeBorder')}
        </label>
      )}
    </Dialog>
  );
}

/** What is in the field, judged as the server will. Nothing is nothing wrong yet. */
function readText(text: string) {
  if (text.trim() === '') return { geoJson: null };
  try {
    const geoJson: unknown = JSON.parse(text);
    const border = readBorder(geoJson);
    return border.ok ? { geoJson } : { error: border.error };
  } catch {
    return { error: 'not_geojson' } as const;
  }
}
