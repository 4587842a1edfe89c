import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PreviewRequest, StreamTicket } from '#core/contracts';
import type { TileView } from '../../../_lib/player/index.ts';
import { createStore, useStoreValue } from '../../../_lib/store/index.ts';
import { Problem } from '../field.tsx';
import styles from './preview.module.css';
import { usePreview } from './use-preview.ts';
import { usePreviewPlayer } from './use-preview-player.ts';

type PreviewProps = PreviewRequest & { readonly name: string };

/** The live picture of a stream before it is registered. */
export function Preview(props: PreviewProps) {
  const t = useTranslations('admin.what');
  const [attempt, setAttempt] = useState(0);
  return (
    <section className={styles.preview} aria-label={t('preview', { name: props.name })}>
      <Opened key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />
    </section>
  );
}

function Opened(props: PreviewProps & { readonly onAgain: () => void }) {
  const t = useTranslations('admin');
  const { rtspUrl, credentials, onAgain } = props;
  const preview = usePreview({ rtspUrl, credentials });
  if (preview.state === 'open') return <Playing ticket={preview.ticket} />;
  return (
    <div className={styles.word} role="status">
      {preview.state === 'opening' && t('what.opening')}
      {preview.state === 'ended' && t('what.ended')}
      {preview.state === 'failed' && <Problem>{t(`problem.${preview.problem}`)}</Problem>}
      {preview.state !== 'opening' && (
        <button type="button" onClick={onAgain}>
          {t(preview.state === 'ended' ? 'what.resume' : 'what.retry')}
        </button>
      )}
    </div>
  );
}

const notStarted = createStore<TileView>({
  picture: { state: 'connecting' },
  ...{ profile: 'main', size: null, hasSound: false },
});

function Playing({ ticket }: { readonly ticket: StreamTicket }) {
  const t = useTranslations();
  const host = useRef<HTMLDivElement>(null);
  const player = usePreviewPlayer(host, ticket);
  const { picture } = useStoreValue(player?.view ?? notStarted);
  const reason = 'reason' in picture ? picture.reason : null;
  return (
    <>
      <div ref={host} className={styles.picture} />
      <p className={picture.state === 'live' ? styles.live : styles.word} role="status">
        {t(`admin.what.${picture.state}`)}
        {reason !== null && <small>{t(`reason.${reason}`)}</small>}
      </p>
    </>
  );
}
