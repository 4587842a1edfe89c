import Link from 'next/link';
import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { useCamera, useUnit } from '../../../_lib/cameras/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { ListTable } from '../list-table.tsx';
import { StateDot } from '../state-dot.tsx';
import styles from './camera-list.module.css';

const columns = ['name', 'code', 'unit', 'class', 'state', 'ptz', 'actions'] as const;

/** Cameras, a line each; their states go on changing while they are looked at. */
export function CameraTable({ ids }: { readonly ids: readonly CameraId[] }) {
  const t = useTranslations('admin.list');
  return (
    <ListTable
      className={styles.table}
      label={t('label')}
      columns={columns.map((column) => ({ column, label: t(column) }))}
    >
      {ids.map((id) => (
        <CameraLine key={id} id={id} />
      ))}
    </ListTable>
  );
}

function CameraLine({ id }: { readonly id: CameraId }) {
  const t = useTranslations();
  const localized = useLocalized();
  const camera = useCamera(id);
  const unit = useUnit(camera?.orgUnitId ?? null);
  if (camera === null) return null;
  const { state } = camera.health;
  return (
    <tr>
      <th scope="row" data-column="name">
        {localized(camera.name)}
      </th>
      <td data-column="code">{camera.code}</td>
      <td data-column="unit">{unit === null ? '' : localized(unit.name)}</td>
      <td data-column="class">{t(`class.${camera.class}`)}</td>
      <td data-column="state">
        <StateDot state={state} label={t(`health.${state}`)} />
      </td>
      <td data-column="ptz" data-none={!camera.ptz}>
        {camera.ptz ? t('admin.list.hasPtz') : t('admin.list.noPtz')}
      </td>
      <td data-column="actions">
        <Link href={`/wall?camera=${id}`}>{t('admin.list.onWall')}</Link>
      </td>
    </tr>
  );
}
