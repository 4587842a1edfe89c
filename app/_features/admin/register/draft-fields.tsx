import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraView } from '#core/camera';
import type { OrgUnitId } from '#core/kit';
import { TextField } from '../field.tsx';
import type { CameraWizard } from './camera-wizard.ts';
import { lonLatText, parseLonLat } from './lon-lat-text.ts';
import { PlaceMap } from './place-map.tsx';
import styles from './register-page.module.css';
import own from './where-step.module.css';
import type { Placing } from './wizard-state.ts';

export interface DraftFieldsProps {
  readonly wizard: CameraWizard;
  readonly stage: Placing;
  readonly orgUnitId: OrgUnitId | null;
  readonly mapboxToken: string | null;
}

const NAME_MAX = 200;
const viewFields = [
  { name: 'azimuthDeg', word: 'azimuth' },
  { name: 'angleDeg', word: 'angle' },
  { name: 'rangeM', word: 'range' },
] as const;

/** Names, code and place of the channel that is looked at. */
export function DraftFields({ wizard, stage, orgUnitId, mapboxToken }: DraftFieldsProps) {
  const t = useTranslations('admin.where');
  const { current: channelId, drafts, wrong } = stage;
  const draft = drafts.get(channelId);
  if (draft === undefined) return null;
  const problem = (field: string) => {
    const found = wrong.get(`${channelId}.${field}`);
    return found === undefined ? null : t(found);
  };
  return (
    <>
      <div className={styles.pair}>
        {(['nameZh', 'nameEn'] as const).map((field) => (
          <TextField
            key={field}
            label={t(field)}
            maxLength={NAME_MAX}
            value={draft[field]}
            onChange={(text) => wizard.act({ type: 'draft', channelId, change: { [field]: text } })}
            problem={problem(field)}
          />
        ))}
        <TextField
          label={t('code')}
          hint={t('codeHint')}
          isOptional
          inputMode="numeric"
          maxLength={20}
          value={draft.code}
          onChange={(code) => wizard.act({ type: 'draft', channelId, change: { code } })}
          problem={problem('code')}
        />
        <PositionField key={channelId} wizard={wizard} stage={stage} />
      </div>
      <PlaceMap wizard={wizard} stage={stage} orgUnitId={orgUnitId} mapboxToken={mapboxToken} />
      <div className={own.view}>
        {viewFields.map(({ name, word }) => (
          <ViewField
            key={`${channelId} ${name}`}
            name={name}
            label={t(word)}
            wizard={wizard}
            view={draft.view}
          />
        ))}
      </div>
    </>
  );
}

/** The place as text; what the map says replaces what is typed as soon as it is another place. */
function PositionField({ wizard, stage }: { readonly wizard: CameraWizard; readonly stage: Placing }) {
  const t = useTranslations('admin.where');
  const position = stage.drafts.get(stage.current)?.position ?? null;
  const written = position === null ? '' : lonLatText(position);
  const [typed, setTyped] = useState<string | null>(null);
  const typedPlace = typed === null ? null : parseLonLat(typed);
  const isTyped = typed !== null && (typedPlace === null || lonLatText(typedPlace) === written);
  const isMissing = stage.wrong.has(`${stage.current}.position`);
  return (
    <TextField
      label={t('position')}
      hint={t('positionHint')}
      maxLength={64}
      value={isTyped ? typed : written}
      onChange={(text) => {
        setTyped(text);
        const place = parseLonLat(text);
        if (place !== null) wizard.act({ type: 'place', position: place });
      }}
      problem={isMissing ? t('missingPosition') : null}
    />
  );
}

/** A figure of the view. While it is typed it may be anything; it counts as soon as it is a number. */
function ViewField(props: {
  readonly name: keyof CameraView;
  readonly label: string;
  readonly wizard: CameraWizard;
  readonly view: CameraView;
}) {
  const { name, label, wizard, view } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const isTyped = typed !== null && (typed.trim() === '' || Number(typed) === view[name]);
  return (
    <TextField
      label={label}
      inputMode="numeric"
      maxLength={4}
      value={isTyped ? typed : String(view[name])}
      onChange={(text) => {
        setTyped(text);
        if (text.trim() !== '' && Number.isFinite(Number(text))) {
          wizard.act({ type: 'view', change: { [name]: Number(text) } });
        }
      }}
    />
  );
}
