import { type DragEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import styles from './import-page.module.css';
import { type ListTemplate, saveTemplate } from './template.ts';

const ACCEPTED = '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Where a list is chosen or dropped, and its template is. */
export function ListChoice(props: {
  readonly onChoose: (file: File) => void;
  /** There has been one before. */
  readonly isAnother: boolean;
  readonly template: ListTemplate;
}) {
  const { onChoose, isAnother, template } = props;
  const t = useTranslations('admin.import');
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) onChoose(file);
  };
  return (
    <fieldset
      className={styles.drop}
      data-over={isOver}
      aria-label={t('choose')}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <div className={styles.ways}>
        <label className={isAnother ? button.button : button.primary}>
          <Icon name="upload" size={14} />
          {isAnother ? t('another') : t('choose')}
          <input
            type="file"
            accept={ACCEPTED}
            className={styles.file}
            // The same file, mended, may be chosen again.
            onClick={(event) => {
              event.currentTarget.value = '';
            }}
            onChange={(event) => take(event.currentTarget.files)}
          />
        </label>
        <span className={styles.or}>{t('drop')}</span>
        <button type="button" className={button.button} onClick={() => saveTemplate(template)}>
          <Icon name="download" size={14} />
          {t('template')}
        </button>
      </div>
      <p className={styles.hint}>{t('hint')}</p>
    </fieldset>
  );
}
