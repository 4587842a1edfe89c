import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AuditItem } from '#core/contracts';
import { ListTable } from '../list-table.tsx';
import styles from './audit.module.css';
import { AuditDetail } from './audit-detail.tsx';
import type { AuditListQuery } from './audit-query.ts';
import { useAuditWords } from './audit-words.ts';

const columns = ['time', 'who', 'what', 'subjectColumn', 'unit', 'address'] as const;

/** Rows of the log, and beside them all there is to know of the one that was chosen. */
export function AuditRows(props: {
  readonly items: readonly AuditItem[];
  readonly onNarrow: (change: AuditListQuery) => void;
}) {
  const { items, onNarrow } = props;
  const t = useTranslations('audit');
  const [chosen, setChosen] = useState<number | null>(null);
  const item = items.find(({ seq }) => seq === chosen) ?? null;
  return (
    <div className={styles.log} data-open={item !== null}>
      <ListTable
        className={styles.table}
        label={t('label')}
        columns={columns.map((column) => ({ column, label: t(column) }))}
      >
        {items.map((each) => (
          <AuditLine
            key={each.seq}
            item={each}
            isChosen={each.seq === chosen}
            onChoose={() => setChosen(each.seq === chosen ? null : each.seq)}
          />
        ))}
      </ListTable>
      {item !== null && <AuditDetail item={item} onNarrow={onNarrow} onClose={() => setChosen(null)} />}
    </div>
  );
}

function AuditLine(props: {
  readonly item: AuditItem;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { item, isChosen, onChoose } = props;
  const { time, what, subject, unit } = useAuditWords();
  return (
    <tr data-chosen={isChosen}>
      <td data-column="time">
        <button type="button" className={styles.row} aria-expanded={isChosen} onClick={onChoose}>
          {time(item.atMs)}
        </button>
      </td>
      <th scope="row" data-column="who">
        {item.actorName}
      </th>
      <td data-column="what">{what(item)}</td>
      <td data-column="subjectColumn">{subject(item)}</td>
      <td data-column="unit">{unit(item.orgPath)}</td>
      <td data-column="address">{item.address}</td>
    </tr>
  );
}
