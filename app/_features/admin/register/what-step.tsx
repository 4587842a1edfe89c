import { useTranslations } from 'use-intl';
import { Problem } from '../field.tsx';
import type { CameraWizard } from './camera-wizard.ts';
import { ChannelList } from './channel-list.tsx';
import type { Found } from './channels.ts';
import { Preview } from './preview.tsx';
import styles from './what-step.module.css';
import type { Placing } from './wizard-state.ts';

/** What was found: the device, its channels, and the live picture of the one that is looked at. */
export function WhatStep({ wizard, stage }: { readonly wizard: CameraWizard; readonly stage: Placing }) {
  const t = useTranslations('admin.what');
  const { found, channels, current } = stage;
  const channel = channels.find(({ id }) => id === current);
  if (channel === undefined) return null;
  return (
    <>
      <Preview
        key={channel.mainUrl}
        name={stage.drafts.get(current)?.nameZh || t('streamName')}
        rtspUrl={channel.mainUrl}
        credentials={found.credentials}
      />
      {found.kind === 'device' && <DeviceFacts found={found} />}
      <ChannelList wizard={wizard} stage={stage} />
    </>
  );
}

/** From here on recordings, alerts and picture ages stop making sense together. */
const CLOCK_OFFSET_MAX_MS = 5_000;

function DeviceFacts({ found }: { readonly found: Extract<Found, { kind: 'device' }> }) {
  const t = useTranslations('admin.what');
  const { manufacturer, model, firmware, serialNumber, clockOffsetMs } = found.device;
  const isClockOff = Math.abs(clockOffsetMs) > CLOCK_OFFSET_MAX_MS;
  const seconds = Math.round(Math.abs(clockOffsetMs) / 1_000);
  const facts = [
    { word: 'device', value: `${manufacturer} ${model}`.trim() },
    { word: 'firmware', value: firmware },
    { word: 'serial', value: serialNumber },
    { word: 'address', value: `${found.address.host}:${found.address.port}` },
    ...(isClockOff ? [] : [{ word: 'clock', value: t('clockOk') } as const]),
  ] as const;
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(({ word, value }) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>{value === '' ? '—' : value}</dd>
          </div>
        ))}
      </dl>
      {isClockOff && <Problem>{t(clockOffsetMs > 0 ? 'clockFast' : 'clockSlow', { seconds })}</Problem>}
    </>
  );
}
