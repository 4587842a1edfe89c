import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { inScope } from '#core/org';
import { orgStore } from '../../../_lib/cameras/index.ts';
import { useScopeFor } from '../../../_lib/session/index.ts';
import { useStore } from '../../../_lib/store/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import styles from './org-page.module.css';
import { OrgTree } from './org-tree.tsx';
import { UnitPanel } from './unit-panel.tsx';

/** The units of the user's scope, and what can be done with each; which is chosen stands in the address. */
export function OrgPage({ mapboxToken }: { readonly mapboxToken: string | null }) {
  const t = useTranslations('admin.org');
  const actions = (
    <Link href="/admin/org/import" className={button.button}>
      <Icon name="upload" size={14} />
      {t('import')}
    </Link>
  );
  return (
    <AdminPage page="org" title={t('title')} actions={actions} isFull>
      <OrgDesk mapboxToken={mapboxToken} />
    </AdminPage>
  );
}

const noUnits: readonly OrgNode[] = [];

function OrgDesk({ mapboxToken }: { readonly mapboxToken: string | null }) {
  const t = useTranslations('admin.org');
  const router = useRouter();
  const all = useStore(orgStore.view, (view) => view?.units ?? noUnits);
  const isLoaded = useStore(orgStore.view, (view) => view !== null);
  const scope = useScopeFor('org.manage');
  const units = useMemo(() => all.filter(({ path }) => inScope(scope, path)), [all, scope]);
  const wanted = useSearchParams().get('unit');
  const node = units.find(({ id }) => id === wanted) ?? units[0];
  const choose = (id: OrgUnitId) =>
    router.replace(`/admin/org?unit=${encodeURIComponent(id)}`, { scroll: false });
  if (!isLoaded || node === undefined)
    return <p className={styles.note}>{t(isLoaded ? 'noUnits' : 'loading')}</p>;
  return (
    <div className={styles.desk}>
      <OrgTree units={units} chosen={node.id} onChoose={choose} />
      <UnitPanel units={units} node={node} mapboxToken={mapboxToken} onChoose={choose} />
    </div>
  );
}
