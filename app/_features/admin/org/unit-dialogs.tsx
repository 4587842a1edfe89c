import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OrgUnitDetail } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { isCodeOf, mayHold, type OrgLevel, orgLevels } from '#core/org';
import { changeOrgUnit, createOrgUnit, setOrgUnitClosed } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { Choice } from '../../../_ui/choice.tsx';
import { Dialog } from '../dialog.tsx';
import { Field, TextField } from '../field.tsx';
import { useTask } from './use-task.ts';

const NAME_LENGTH_MAX = 200;
const CODE_LENGTH_MAX = 18;

export interface UnitDialogProps {
  readonly unit: OrgUnitDetail;
  readonly onClose: () => void;
  /** @param id the unit to show then */
  readonly onDone: (id: OrgUnitId) => void;
}

/** Makes a unit below this one. */
export function CreateDialog({ unit, onClose, onDone }: UnitDialogProps) {
  const t = useTranslations('admin.org');
  const localized = useLocalized();
  const levels = orgLevels.filter((each) => mayHold(unit.level, each));
  const [level, setLevel] = useState<OrgLevel>(levels[0] ?? 'grid');
  const [draft, setDraft] = useState({ zh: '', en: '', code: level === 'grid' ? '' : unit.code });
  const { isBusy, problem, run } = useTask(onClose);
  const submit = () =>
    run(async () => {
      const { zh, code } = draft;
      const name = { zh: zh.trim(), en: draft.en.trim() === '' ? zh.trim() : draft.en.trim() };
      const made = await createOrgUnit({ parentId: unit.id, level, code: code.trim(), name });
      onDone(made.id);
    });
  return (
    <Dialog
      title={t('createTitle', { name: localized(unit.name) })}
      action={t('createAction')}
      busyAction={t('saving')}
      isBusy={isBusy}
      isReady={draft.zh.trim() !== '' && isCodeOf(level, draft.code.trim())}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('level')}>
        {() => (
          <Choice
            label={t('level')}
            options={levels.map((value) => ({ value, label: t(`levels.${value}`) }))}
            value={level}
            onChange={setLevel}
          />
        )}
      </Field>
      <NameFields draft={draft} level={level} onChange={setDraft} />
    </Dialog>
  );
}

/** Gives a unit another name, or another code. */
export function ChangeDialog({ unit, onClose, onDone }: UnitDialogProps) {
  const t = useTranslations('admin.org');
  const localized = useLocalized();
  const [draft, setDraft] = useState({ ...unit.name, code: unit.code });
  const { isBusy, problem, run } = useTask(onClose);
  const code = draft.code.trim();
  const submit = () =>
    run(async () => {
      const name = { zh: draft.zh.trim(), en: draft.en.trim() };
      await changeOrgUnit(unit.id, { version: unit.version, name, code });
      onDone(unit.id);
    });
  const isCodeGood = code === unit.code || isCodeOf(unit.level, code);
  return (
    <Dialog
      title={t('changeTitle', { name: localized(unit.name) })}
      action={t('save')}
      busyAction={t('saving')}
      isBusy={isBusy}
      isReady={draft.zh.trim() !== '' && draft.en.trim() !== '' && isCodeGood}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <NameFields draft={draft} level={unit.level} onChange={setDraft} />
      {code !== unit.code && <p>{t('codeChangeHint', { count: unit.facts.units })}</p>}
    </Dialog>
  );
}

interface NameDraft {
  readonly zh: string;
  readonly en: string;
  readonly code: string;
}

function NameFields(props: {
  readonly draft: NameDraft;
  readonly level: OrgLevel;
  readonly onChange: (draft: NameDraft) => void;
}) {
  const { draft, level, onChange } = props;
  const t = useTranslations('admin.org');
  return (
    <>
      <TextField
        label={t('nameZh')}
        maxLength={NAME_LENGTH_MAX}
        value={draft.zh}
        onChange={(zh) => onChange({ ...draft, zh })}
      />
      <TextField
        label={t('nameEn')}
        maxLength={NAME_LENGTH_MAX}
        value={draft.en}
        onChange={(en) => onChange({ ...draft, en })}
      />
      <TextField
        label={t('code')}
        hint={t(`codeHint.${level}`)}
        inputMode="numeric"
        maxLength={CODE_LENGTH_MAX}
        value={draft.code}
        onChange={(code) => onChange({ ...draft, code })}
      />
    </>
  );
}

/** Closes a unit or opens it again; says what that means. */
export function CloseDialog({ unit, onClose, onDone }: UnitDialogProps) {
  const t = useTranslations('admin.org');
  const localized = useLocalized();
  const { isBusy, problem, run } = useTask(onClose);
  const verb = unit.closedMs === null ? 'close' : 'reopen';
  const submit = () =>
    run(async () => {
      await setOrgUnitClosed(unit.id, verb, unit.version);
      onDone(unit.id);
    });
  return (
    <Dialog
      title={t(`${verb}Title`, { name: localized(unit.name) })}
      action={t(`${verb}Action`)}
      busyAction={t('saving')}
      isBusy={isBusy}
      isReady
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`${verb}Hint`, { ...unit.facts })}</p>
    </Dialog>
  );
}
