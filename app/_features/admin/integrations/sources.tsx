import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type IngestSource, sourceNameSchema } from '#core/contracts';
import { createSource, fetchSources, rotateSourceKey, switchSource } from '../../../_lib/api/index.ts';
import button from '../../../_ui/button.module.css';
import { ConfirmButton } from '../confirm-button.tsx';
import { Problem, TextField } from '../field.tsx';
import styles from '../form.module.css';
import { Form } from '../form.tsx';
import { ListTable } from '../list-table.tsx';
import { SecretDialog } from '../secret-dialog.tsx';
import { StateDot } from '../state-dot.tsx';
import { useLoaded } from '../use-loaded.ts';
import { useSending } from '../use-sending.ts';
import own from './integrations.module.css';

const columns = [
  { word: 'sourceName', column: 'name' },
  { word: 'state', column: 'state' },
  { word: 'sourceSince', column: 'lastSeen' },
  { word: 'actions', column: 'actions' },
] as const;

interface NewKey {
  readonly name: string;
  readonly key: string;
}

/** The systems that send alerts and positions, each signing with a key of its own. */
export function Sources() {
  const t = useTranslations('admin');
  const [sources, reload] = useLoaded(fetchSources);
  const [made, setMade] = useState<NewKey | null>(null);
  const show = (next: NewKey) => {
    setMade(next);
    reload();
  };
  return (
    <section className={styles.section} aria-labelledby="sources-title">
      <h2 id="sources-title">{t('integrations.sources')}</h2>
      <p className={styles.hint}>{t('integrations.sourcesHint')}</p>
      <NewSource onMade={show} />
      {sources.state === 'failed' && <Problem>{t('people.listFailed')}</Problem>}
      {sources.state === 'loaded' &&
        (sources.value.length === 0 ? (
          <p className={styles.hint}>{t('integrations.sourceNone')}</p>
        ) : (
          <SourceTable sources={sources.value} onChanged={reload} onKey={show} />
        ))}
      {made !== null && (
        <SecretDialog
          title={t('integrations.sourceCreated', { name: made.name })}
          secret={made.key}
          hint={t('once.keyHint')}
          onDone={() => setMade(null)}
        />
      )}
    </section>
  );
}

function NewSource({ onMade }: { readonly onMade: (made: NewKey) => void }) {
  const t = useTranslations('admin');
  const [name, setName] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { isBusy, problem, send } = useSending();
  const parsed = sourceNameSchema.safeParse(name.trim());
  const create = () =>
    send(async () => {
      setChecked(true);
      if (!parsed.success) return;
      onMade({ name: parsed.data, key: await createSource(parsed.data) });
      setName('');
      setChecked(false);
    });
  const wrong = isChecked && !parsed.success ? t('integrations.badSourceName') : null;
  return (
    <Form className={own.new} onSubmit={create}>
      <TextField
        label={t('integrations.sourceName')}
        hint={t('integrations.sourceNameHint')}
        problem={problem === null ? wrong : t(`problem.${problem}`)}
        maxLength={64}
        value={name}
        onChange={setName}
      />
      <button type="submit" className={button.button} disabled={isBusy}>
        {t('integrations.sourceAdd')}
      </button>
    </Form>
  );
}

function SourceTable(props: {
  readonly sources: readonly IngestSource[];
  readonly onChanged: () => void;
  readonly onKey: (made: NewKey) => void;
}) {
  const t = useTranslations('admin.integrations');
  return (
    <ListTable
      label={t('sourceLabel')}
      columns={columns.map(({ word, column }) => ({ column, label: t(word) }))}
    >
      {props.sources.map((source) => (
        <SourceLine key={source.name} source={source} onChanged={props.onChanged} onKey={props.onKey} />
      ))}
    </ListTable>
  );
}

function SourceLine(props: {
  readonly source: IngestSource;
  readonly onChanged: () => void;
  readonly onKey: (made: NewKey) => void;
}) {
  const { source, onChanged, onKey } = props;
  const { name, enabled, createdMs } = source;
  const t = useTranslations('admin.integrations');
  const format = useFormatter();
  const turn = (to: boolean) => switchSource(name, to).then(onChanged);
  return (
    <tr>
      <th scope="row" data-column="name">
        {name}
      </th>
      <td data-column="state">
        <StateDot state={enabled ? 'active' : 'disabled'} label={enabled ? t('sourceOn') : t('sourceOff')} />
      </td>
      <td data-column="lastSeen">{format.dateTime(createdMs, { dateStyle: 'short' })}</td>
      <td data-column="actions">
        <span className={own.buttons}>
          <ConfirmButton
            label={t('rotate')}
            title={t('rotateTitle', { name })}
            text={t('rotateText')}
            onConfirm={async () => onKey({ name, key: await rotateSourceKey(name) })}
          />
          {enabled ? (
            <ConfirmButton
              label={t('disable')}
              title={t('disableTitle', { name })}
              text={t('disableText')}
              onConfirm={() => turn(false)}
            />
          ) : (
            <button type="button" className={button.button} onClick={() => void turn(true)}>
              {t('enable')}
            </button>
          )}
        </span>
      </td>
    </tr>
  );
}
