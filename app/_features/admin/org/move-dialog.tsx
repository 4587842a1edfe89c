import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { OrgMovePreview, OrgUnitDetail } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { moveOrgUnit, previewOrgMove } from '../../../_lib/api/index.ts';
import { useUnit } from '../../../_lib/cameras/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { Dialog } from '../dialog.tsx';
import { Problem } from '../field.tsx';
import { UnitField } from '../unit-field.tsx';
import styles from './org-dialogs.module.css';
import { orgProblem } from './org-problem.ts';
import type { UnitDialogProps } from './unit-dialogs.tsx';
import { useTask } from './use-task.ts';

/** Moves a unit below another; before, it says what goes along and who will no longer see it. */
export function MoveDialog({ unit, onClose, onDone }: UnitDialogProps) {
  const t = useTranslations('admin.org');
  const tUnit = useTranslations('admin.unit');
  const localized = useLocalized();
  const [parentId, setParentId] = useState<OrgUnitId | null>(null);
  const preview = usePreview(unit, parentId);
  const { isBusy, problem, run } = useTask(onClose);
  const submit = () =>
    run(async () => {
      if (parentId !== null) await moveOrgUnit(unit.id, { version: unit.version, parentId });
      onDone(unit.id);
    });
  return (
    <Dialog
      title={t('moveTitle', { name: localized(unit.name) })}
      action={t('moveAction')}
      busyAction={t('moving')}
      isBusy={isBusy}
      isReady={preview.state === 'ready'}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <UnitField
        label={t('moveTo')}
        value={parentId}
        onChange={setParentId}
        placeholder={tUnit('placeholder')}
        action="org.manage"
      />
      <div className={styles.room} aria-live="polite">
        <WhatFollows unit={unit} parentId={parentId} preview={preview} />
      </div>
    </Dialog>
  );
}

type Preview =
  | { readonly state: 'none' }
  | { readonly state: 'loading' }
  | { readonly state: 'refused'; readonly error: unknown }
  | { readonly state: 'ready'; readonly preview: OrgMovePreview };

function WhatFollows(props: {
  readonly unit: OrgUnitDetail;
  readonly parentId: OrgUnitId | null;
  readonly preview: Preview;
}) {
  const { unit, parentId, preview } = props;
  const t = useTranslations('admin');
  const format = useFormatter();
  const localized = useLocalized();
  const [from, to] = [useUnit(unit.parentId), useUnit(parentId)];
  if (preview.state === 'none') return <p>{t('org.moveHint')}</p>;
  if (preview.state === 'loading') return <p>{t('org.loading')}</p>;
  if (preview.state === 'refused') {
    const why = orgProblem(preview.error);
    return <Problem>{'org' in why ? t(`org.problems.${why.org}`) : t(`problem.${why.admin}`)}</Problem>;
  }
  const { facts, losing, gaining } = preview.preview;
  const along = (['units', 'cameras', 'accounts', 'squads', 'openAlerts'] as const)
    .filter((fact) => facts[fact] > 0)
    .map((fact) => t(`org.along.${fact}`, { count: facts[fact] }));
  return (
    <>
      <p>{t('org.moveFollows')}</p>
      <ul>
        {along.length > 0 && <li>{t('org.goesAlong', { what: format.list(along) })}</li>}
        {losing > 0 && (
          <li>{t('org.losing', { count: losing, from: from === null ? '' : localized(from.name) })}</li>
        )}
        {gaining > 0 && (
          <li>{t('org.gaining', { count: gaining, to: to === null ? '' : localized(to.name) })}</li>
        )}
        <li>{t('org.undo')}</li>
      </ul>
    </>
  );
}

function usePreview({ id }: OrgUnitDetail, parentId: OrgUnitId | null): Preview {
  const [preview, setPreview] = useState<Preview>({ state: 'none' });
  useEffect(() => {
    if (parentId === null) return;
    const abort = new AbortController();
    setPreview({ state: 'loading' });
    previewOrgMove(id, parentId, abort.signal).then(
      (answer) => setPreview({ state: 'ready', preview: answer }),
      (error: unknown) => {
        if (!abort.signal.aborted) setPreview({ state: 'refused', error });
      },
    );
    return () => abort.abort();
  }, [id, parentId]);
  return preview;
}
