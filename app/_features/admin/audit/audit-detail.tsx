import { useTranslations } from 'use-intl';
import type { AuditItem } from '#core/contracts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import styles from './audit.module.css';
import type { AuditListQuery } from './audit-query.ts';
import { useAuditWords } from './audit-words.ts';

/** All there is to know of a row, and what leads on from it. */
export function AuditDetail(props: {
  readonly item: AuditItem;
  readonly onNarrow: (change: AuditListQuery) => void;
  readonly onClose: () => void;
}) {
  const { item, onNarrow, onClose } = props;
  const t = useTranslations('audit');
  const words = useAuditWords();
  const facts = [
    [t('number'), String(item.seq)],
    [t('time'), words.time(item.atMs)],
    [t('who'), item.actorName === item.actor ? item.actor : `${item.actorName} (${item.actor})`],
    [t('what'), words.what(item)],
    [t('subjectColumn'), factOf(words.subject(item), item.subject)],
    [t('unit'), words.unit(item.orgPath)],
    [t('address'), item.address],
  ] as const;
  return (
    <aside className={styles.detail} aria-label={t('detailLabel')}>
      <header>
        <h2>{t('detailLabel')}</h2>
        <button type="button" aria-label={t('close')} title={t('close')} onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      </header>
      <dl>
        {facts.map(([name, value]) => value !== '' && <Fact key={name} name={name} value={value} />)}
        <MoreFacts item={item} />
      </dl>
      <div className={styles.leads}>
        <button type="button" className={button.button} onClick={() => onNarrow({ actor: item.actorName })}>
          {t('sameActor')}
        </button>
        <button type="button" className={button.button} onClick={() => onNarrow({ subject: item.subject })}>
          {t('sameSubject')}
        </button>
      </div>
    </aside>
  );
}

/** What else was written down; the names are in the line above already. */
function MoreFacts({ item }: { readonly item: AuditItem }) {
  const t = useTranslations('audit.detail');
  const { time } = useAuditWords();
  return Object.entries(item.detail)
    .filter(([key, value]) => key !== 'nameZh' && key !== 'nameEn' && value !== null)
    .map(([key, value]) => {
      const name = t.has(key as 'reason') ? t(key as 'reason') : key;
      const isTime = /Ms$/.test(key) && typeof value === 'number';
      return <Fact key={key} name={name} value={isTime ? time(value) : textOf(value)} />;
    });
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const textOf = (value: AuditItem['detail'][string]): string =>
  Array.isArray(value) ? value.join('\n') : String(value);

const factOf = (name: string, id: string): string => (name === id || name === '' ? id : `${name} (${id})`);
