import { useTranslations } from 'use-intl';
import { cameraClasses } from '#core/camera';
import button from '../../../_ui/button.module.css';
import { Choice } from '../../../_ui/choice.tsx';
import { Icon } from '../../../_ui/icon.tsx';
import { Problem } from '../field.tsx';
import { Form } from '../form.tsx';
import { UnitField } from '../unit-field.tsx';
import type { CameraWizard } from './camera-wizard.ts';
import { DraftFields } from './draft-fields.tsx';
import styles from './register-page.module.css';
import own from './where-step.module.css';
import type { Common, Placing } from './wizard-state.ts';

export interface WhereStepProps {
  readonly wizard: CameraWizard;
  readonly stage: Placing;
  readonly common: Common;
  readonly mapboxToken: string | null;
}

/** Whose the cameras are, what they are called and where they stand; then they are registered. */
export function WhereStep({ wizard, stage, common, mapboxToken }: WhereStepProps) {
  const t = useTranslations();
  const { chosen, current, wrong } = stage;
  return (
    <Form className={styles.form} onSubmit={() => wizard.save()}>
      <div className={styles.pair}>
        <UnitField
          label={t('admin.unit.label')}
          problem={wrong.has('orgUnit') ? t('admin.where.missingUnit') : null}
          action="camera.register"
          value={common.orgUnitId}
          placeholder={t('admin.unit.placeholder')}
          onChange={(orgUnitId) => wizard.act({ type: 'common', change: { orgUnitId } })}
        />
        <div className={own.class}>
          <span>{t('admin.where.class')}</span>
          <Choice
            label={t('admin.where.class')}
            options={cameraClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
            value={common.class}
            onChange={(value) => wizard.act({ type: 'common', change: { class: value } })}
          />
        </div>
      </div>
      {chosen.size > 1 && <ChosenChannels wizard={wizard} stage={stage} />}
      {chosen.has(current) ? (
        <DraftFields wizard={wizard} stage={stage} orgUnitId={common.orgUnitId} mapboxToken={mapboxToken} />
      ) : (
        <p className={styles.hint}>{t('admin.where.notChosen')}</p>
      )}
      <SaveButton stage={stage} />
    </Form>
  );
}

/** The channels to register, each with what it still lacks. */
function ChosenChannels({ wizard, stage }: { readonly wizard: CameraWizard; readonly stage: Placing }) {
  const t = useTranslations('admin.where');
  const { channels, chosen, drafts, current, wrong } = stage;
  return (
    <fieldset className={own.chosen}>
      <legend>{t('channels')}</legend>
      <div>
        {channels
          .filter(({ id }) => chosen.has(id))
          .map(({ id }) => {
            const draft = drafts.get(id);
            const isWrong = [...wrong.keys()].some((field) => field.startsWith(`${id}.`));
            const isPlaced = draft?.position !== null;
            return (
              <button
                key={id}
                type="button"
                aria-pressed={id === current}
                title={t(isPlaced ? 'placed' : 'notPlaced')}
                onClick={() => wizard.act({ type: 'look', channelId: id })}
              >
                {isWrong && <Icon name="alert" size={12} />}
                {draft?.nameZh || id}
                <small>{t(isPlaced ? 'placed' : 'notPlaced')}</small>
              </button>
            );
          })}
      </div>
    </fieldset>
  );
}

function SaveButton({ stage }: { readonly stage: Placing }) {
  const t = useTranslations('admin');
  const { saving, wrong, chosen } = stage;
  const channels = wrong.get('channels');
  const isSending = saving.state === 'sending';
  return (
    <div className={own.save}>
      <button type="submit" className={button.primary} disabled={isSending}>
        {isSending ? t('where.saving') : t('where.save', { count: chosen.size })}
      </button>
      <div role="alert">
        {saving.state === 'failed' && <Problem>{t(`problem.${saving.problem}`)}</Problem>}
        {channels !== undefined && (
          <Problem>{t(channels === 'tooMany' ? 'where.tooMany' : 'where.missingChannels')}</Problem>
        )}
        {saving.state === 'idle' && wrong.size > 0 && channels === undefined && (
          <Problem>{t('where.toMend', { count: wrong.size })}</Problem>
        )}
      </div>
    </div>
  );
}
