import { useFormatter, useTranslations } from 'use-intl';
import type { Integration } from '#core/contracts';
import { revokeIntegration } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { ConfirmButton } from '../confirm-button.tsx';
import { EmptyList } from '../list-body.tsx';
import { LastSeenCell, ListTable } from '../list-table.tsx';
import { StateDot } from '../state-dot.tsx';

const columns = [
  { word: 'name', column: 'name' },
  { word: 'unitColumn', column: 'unit' },
  { word: 'may', column: 'roles' },
  { word: 'state', column: 'state' },
  { word: 'lastUsed', column: 'lastSeen' },
  { word: 'actions', column: 'actions' },
] as const;

/** Other systems that have a key, a line each. */
export function IntegrationTable(props: {
  readonly integrations: readonly Integration[];
  readonly onChanged: () => void;
}) {
  const { integrations, onChanged } = props;
  const t = useTranslations('admin.integrations');
  if (integrations.length === 0) {
    return <EmptyList title={t('empty')} hint={t('emptyHint')} />;
  }
  return (
    <ListTable label={t('label')} columns={columns.map(({ word, column }) => ({ column, label: t(word) }))}>
      {integrations.map((integration) => (
        <IntegrationLine key={integration.id} integration={integration} onChanged={onChanged} />
      ))}
    </ListTable>
  );
}

function IntegrationLine(props: { readonly integration: Integration; readonly onChanged: () => void }) {
  const { id, orgName, state, expiresMs, lastSeenMs, ...integration } = props.integration;
  const t = useTranslations('admin');
  const localized = useLocalized();
  const name = localized(integration.name);
  return (
    <tr>
      <th scope="row" data-column="name">
        {name}
      </th>
      <td data-column="unit">{localized(orgName)}</td>
      <td data-column="roles">
        <WhatItMay integration={props.integration} />
      </td>
      <td data-column="state">
        <StateDot
          state={state}
          label={t(`integrations.states.${state}`)}
          expiresMs={state === 'withdrawn' ? null : expiresMs}
        />
      </td>
      <LastSeenCell ms={lastSeenMs} never={t('integrations.never')} />
      <td data-column="actions">
        {state !== 'withdrawn' && (
          <ConfirmButton
            label={t('integrations.revoke')}
            title={t('integrations.revokeTitle', { name })}
            text={t('integrations.revokeText')}
            onConfirm={() => revokeIntegration(id).then(props.onChanged)}
          />
        )}
      </td>
    </tr>
  );
}

function WhatItMay({ integration: { role, narrowedTo } }: { readonly integration: Integration }) {
  const t = useTranslations();
  const format = useFormatter();
  if (role === null) return t('admin.people.noRoles');
  const word = t(`role.${role}`);
  if (narrowedTo === null) return t('admin.integrations.mayAll', { role: word });
  const actions = format.list(narrowedTo.map((action) => t(`action.${action}`)));
  return t('admin.integrations.mayOnly', { role: word, actions });
}
