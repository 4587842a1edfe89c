import { useFormatter, useTranslations } from 'use-intl';
import type { Screen } from '#core/contracts';
import { withdrawScreen } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { ConfirmButton } from '../confirm-button.tsx';
import styles from '../people/people.module.css';
import { pairAddress } from './pair-address.ts';

const columns = [
  { word: 'name', column: 'name' },
  { word: 'unitColumn', column: 'unit' },
  { word: 'state', column: 'state' },
  { word: 'lastSeen', column: 'lastSignIn' },
  { word: 'actions', column: 'actions' },
] as const;

/** Paired screens, a line each. */
export function ScreenTable(props: { readonly screens: readonly Screen[]; readonly onChanged: () => void }) {
  const t = useTranslations('admin.screens');
  if (props.screens.length === 0) {
    return (
      <p className={styles.note}>
        <b>{t('empty')}</b> {t('emptyHint', { address: pairAddress() })}
      </p>
    );
  }
  return (
    <table className={styles.table} aria-label={t('label')}>
      <thead>
        <tr>
          {columns.map(({ word, column }) => (
            <th key={word} scope="col" data-column={column}>
              {t(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.screens.map((screen) => (
          <ScreenLine key={screen.id} screen={screen} onChanged={props.onChanged} />
        ))}
      </tbody>
    </table>
  );
}

function ScreenLine(props: { readonly screen: Screen; readonly onChanged: () => void }) {
  const { id, state, orgName, lastSeenMs, ...screen } = props.screen;
  const t = useTranslations('admin.screens');
  const localized = useLocalized();
  const format = useFormatter();
  const name = localized(screen.name);
  return (
    <tr>
      <th scope="row" data-column="name">
        {name}
      </th>
      <td data-column="unit">{localized(orgName)}</td>
      <td data-column="state">
        <span className={styles.state} data-state={state}>
          {t(`states.${state}`)}
        </span>
      </td>
      <td data-column="lastSignIn" data-none={lastSeenMs === null}>
        {lastSeenMs === null
          ? t('never')
          : format.dateTime(lastSeenMs, { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })}
      </td>
      <td data-column="actions">
        {state !== 'withdrawn' && (
          <ConfirmButton
            label={t('withdraw')}
            title={t('withdrawTitle', { name })}
            text={t('withdrawText')}
            onConfirm={() => withdrawScreen(id).then(props.onChanged)}
          />
        )}
      </td>
    </tr>
  );
}
