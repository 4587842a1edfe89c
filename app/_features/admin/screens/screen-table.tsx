import { useTranslations } from 'use-intl';
import type { Screen } from '#core/contracts';
import { withdrawScreen } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { ConfirmButton } from '../confirm-button.tsx';
import { EmptyList } from '../list-body.tsx';
import { LastSeenCell, ListTable } from '../list-table.tsx';
import { StateDot } from '../state-dot.tsx';
import { pairAddress } from './pair-address.ts';

const columns = [
  { word: 'name', column: 'name' },
  { word: 'unitColumn', column: 'unit' },
  { word: 'state', column: 'state' },
  { word: 'lastSeen', column: 'lastSeen' },
  { word: 'actions', column: 'actions' },
] as const;

/** Paired screens, a line each. */
export function ScreenTable(props: { readonly screens: readonly Screen[]; readonly onChanged: () => void }) {
  const t = useTranslations('admin.screens');
  if (props.screens.length === 0) {
    return <EmptyList title={t('empty')} hint={t('emptyHint', { address: pairAddress() })} />;
  }
  return (
    <ListTable label={t('label')} columns={columns.map(({ word, column }) => ({ column, label: t(word) }))}>
      {props.screens.map((screen) => (
        <ScreenLine key={screen.id} screen={screen} onChanged={props.onChanged} />
      ))}
    </ListTable>
  );
}

function ScreenLine(props: { readonly screen: Screen; readonly onChanged: () => void }) {
  const { id, state, orgName, lastSeenMs, ...screen } = props.screen;
  const t = useTranslations('admin.screens');
  const localized = useLocalized();
  const name = localized(screen.name);
  return (
    <tr>
      <th scope="row" data-column="name">
        {name}
      </th>
      <td data-column="unit">{localized(orgName)}</td>
      <td data-column="state">
        <StateDot state={state} label={t(`states.${state}`)} />
      </td>
      <LastSeenCell ms={lastSeenMs} never={t('never')} />
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
