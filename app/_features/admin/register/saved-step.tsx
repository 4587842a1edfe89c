import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { RegisteredCamera } from '../../../_lib/api/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import type { CameraWizard } from './camera-wizard.ts';
import styles from './register-page.module.css';
import own from './where-step.module.css';

/** What a wall shows at once. */
const ON_WALL_MAX = 16;

/** Done: what was registered, and where to go from here. */
export function SavedStep(props: {
  readonly wizard: CameraWizard;
  readonly cameras: readonly RegisteredCamera[];
}) {
  const { wizard, cameras } = props;
  const t = useTranslations('admin.where');
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => line.current?.focus(), []);
  const asked = cameras.slice(0, ON_WALL_MAX).map(({ id }) => `camera=${encodeURIComponent(id)}`);
  return (
    <div className={own.saved}>
      <p ref={line} tabIndex={-1} role="status">
        <Icon name="check" />
        <b>{t('saved', { count: cameras.length })}</b>
      </p>
      <p className={styles.hint}>{t('savedHint')}</p>
      <ul className={own.codes}>
        {cameras.map(({ id, code }) => (
          <li key={id}>{code}</li>
        ))}
      </ul>
      <div className={own.next}>
        <Link href={`/wall?${asked.join('&')}`} className={button.primary}>
          {t('showOnWall')}
        </Link>
        <button type="button" className={button.button} onClick={() => wizard.act({ type: 'again' })}>
          {t('again')}
        </button>
      </div>
    </div>
  );
}
