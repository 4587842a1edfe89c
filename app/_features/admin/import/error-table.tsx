import { useTranslations } from 'use-intl';
import type { ImportRowError } from '#core/contracts';
import { Icon } from '../../../_ui/icon.tsx';
import styles from './import-page.module.css';

/** The server tells no more of them. */
const ROWS_MAX = 100;

/** What is wrong with a list: where, and what to do about it. */
export function ErrorTable(props: {
  readonly name: string;
  readonly rows: readonly ImportRowError[];
  /** What a column holds, in words; null when the list has no such column. */
  readonly columnName: (column: string) => string | null;
}) {
  const { name, rows, columnName } = props;
  const t = useTranslations('admin.import');
  const count = rows.length;
  return (
    <>
      <h2>
        <Icon name="alert" />{' '}
        {count < ROWS_MAX ? t('wrong', { name, count }) : t('wrongMany', { name, count })}
      </h2>
      <p className={styles.note}>{t('wrongHint')}</p>
      <table className={styles.errors}>
        <thead>
          <tr>
            <th scope="col">{t('lineNumber')}</th>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('what')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, column, error }) => (
            <tr key={`${line} ${column} ${error}`}>
              <td>{line}</td>
              <td>
                {columnName(column)} <small>{column}</small>
              </td>
              <td>{t(`errors.${error}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
