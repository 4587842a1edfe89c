import type { ReactNode } from 'react';
import { useFormatter } from 'use-intl';
import styles from './list.module.css';

export interface ListColumn {
  /** Which kind of column it is: how its cells look, and where they are on a small screen. */
  readonly column: string;
  readonly label: string;
}

/** The table of a list; its lines are cards on a small screen. */
export function ListTable(props: {
  readonly label: string;
  readonly columns: readonly ListColumn[];
  /** What only this list has. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const { label, columns, className } = props;
  return (
    <table className={className ?? styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ column, label: name }) => (
            <th key={column} scope="col" data-column={column}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  );
}

/** When somebody or something was here last. */
export function LastSeenCell({ ms, never }: { readonly ms: number | null; readonly never: string }) {
  const format = useFormatter();
  return (
    <td data-column="lastSeen" data-none={ms === null}>
      {ms === null
        ? never
        : format.dateTime(ms, { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })}
    </td>
  );
}
