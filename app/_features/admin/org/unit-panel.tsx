import { useCallback, useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { OrgNode, OrgUnitDetail } from '#core/contracts';
import { assertNever, type OrgUnitId } from '#core/kit';
import { fetchOrgUnit } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { BorderDialog } from './border-dialog.tsx';
import { BorderMap } from './border-map.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { unitsAbove } from './org-rows.ts';
import { ChangeDialog, CloseDialog, CreateDialog, type UnitDialogProps } from './unit-dialogs.tsx';
import styles from './unit-panel.module.css';

export interface UnitPanelProps {
  readonly units: readonly OrgNode[];
  readonly node: OrgNode;
  readonly mapboxToken: string | null;
  readonly onChoose: (id: OrgUnitId) => void;
}

/** Everything about one unit, and what can be done with it. */
export function UnitPanel({ units, node, mapboxToken, onChoose }: UnitPanelProps) {
  const t = useTranslations('admin.org');
  const localized = useLocalized();
  const { detail, reload } = useDetail(node);
  const above = unitsAbove(units, node);
  return (
    <section className={styles.panel} aria-label={localized(node.name)}>
      <div className={styles.head}>
        {above.length > 0 && (
          <p className={styles.above}>{above.map(({ name }) => localized(name)).join(' › ')}</p>
        )}
        <h2>
          {localized(node.name)}
          <small>{t(`levels.${node.level}`)}</small>
          {node.closed && <small className={styles.closed}>{t('closed')}</small>}
        </h2>
      </div>
      {detail.state === 'loading' && <p className={styles.note}>{t('loading')}</p>}
      {detail.state === 'failed' && (
        <p className={styles.note} role="alert">
          {t('failed')}
          <button type="button" className={button.button} onClick={reload}>
            {t('retry')}
          </button>
        </p>
      )}
      {detail.state === 'ready' && (
        <>
          <Actions
            unit={detail.unit}
            onDone={(id) => {
              reload();
              onChoose(id);
            }}
          />
          <Facts unit={detail.unit} />
        </>
      )}
      <BorderMap unit={detail.state === 'ready' ? detail.unit : null} mapboxToken={mapboxToken} />
    </section>
  );
}

const factWords = ['units', 'cameras', 'accounts', 'squads', 'openAlerts'] as const;

function Facts({ unit }: { readonly unit: OrgUnitDetail }) {
  const t = useTranslations('admin.org');
  const format = useFormatter();
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('code')}</dt>
        <dd>{unit.code}</dd>
      </div>
      {factWords.map((word) => (
        <div key={word}>
          <dt>{t(`facts.${word}`)}</dt>
          <dd>{format.number(unit.facts[word])}</dd>
        </div>
      ))}
      {unit.closedMs !== null && (
        <div>
          <dt>{t('closedAt')}</dt>
          <dd>{format.dateTime(unit.closedMs, { dateStyle: 'medium', timeStyle: 'short' })}</dd>
        </div>
      )}
    </dl>
  );
}

type Deed = 'create' | 'change' | 'border' | 'move' | 'close';

function Actions({ unit, onDone }: Pick<UnitDialogProps, 'unit' | 'onDone'>) {
  const t = useTranslations('admin.org');
  const [deed, setDeed] = useState<Deed | null>(null);
  const isClosed = unit.closedMs !== null;
  const deeds: readonly { readonly deed: Deed; readonly label: string; readonly isOffered: boolean }[] = [
    { deed: 'create', label: t('create'), isOffered: !isClosed && unit.level !== 'grid' },
    { deed: 'change', label: t('change'), isOffered: true },
    { deed: 'border', label: t('changeBorder'), isOffered: true },
    { deed: 'move', label: t('move'), isOffered: unit.parentId !== null },
    { deed: 'close', label: t(isClosed ? 'reopen' : 'close'), isOffered: unit.parentId !== null },
  ];
  return (
    <div className={styles.actions}>
      {deeds
        .filter(({ isOffered }) => isOffered)
        .map(({ deed: each, label }) => (
          <button key={each} type="button" className={button.button} onClick={() => setDeed(each)}>
            {each === 'create' && <Icon name="plus" size={14} />}
            {label}
          </button>
        ))}
      {deed !== null && <DeedDialog deed={deed} unit={unit} onDone={onDone} onClose={() => setDeed(null)} />}
    </div>
  );
}

function DeedDialog({ deed, ...props }: UnitDialogProps & { readonly deed: Deed }) {
  switch (deed) {
    case 'create':
      return <CreateDialog {...props} />;
    case 'change':
      return <ChangeDialog {...props} />;
    case 'border':
      return <BorderDialog {...props} />;
    case 'move':
      return <MoveDialog {...props} />;
    case 'close':
      return <CloseDialog {...props} />;
    default:
      return assertNever(deed);
  }
}

type Detail =
  | { readonly state: 'loading' | 'failed' }
  | { readonly state: 'ready'; readonly unit: OrgUnitDetail };

/** The unit as the server knows it; read again when the tree says that it is another. */
function useDetail({ id, path, name, closed }: OrgNode) {
  const [detail, setDetail] = useState<Detail>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const mark = `${id} ${path} ${name.zh} ${name.en} ${closed} ${round}`;
  useEffect(() => {
    const abort = new AbortController();
    const [asked] = mark.split(' ', 1);
    fetchOrgUnit(asked as OrgUnitId, abort.signal).then(
      (unit) => setDetail({ state: 'ready', unit }),
      () => {
        if (!abort.signal.aborted) setDetail({ state: 'failed' });
      },
    );
    return () => abort.abort();
  }, [mark]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const isOther = detail.state === 'ready' && detail.unit.id !== id;
  return { detail: isOther ? ({ state: 'loading' } as const) : detail, reload };
}
