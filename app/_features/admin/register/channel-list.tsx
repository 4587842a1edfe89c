import { useTranslations } from 'use-intl';
import type { DeviceProfile } from '#core/contracts';
import { Icon } from '../../../_ui/icon.tsx';
import type { CameraWizard } from './camera-wizard.ts';
import { type Channel, unplayable } from './channels.ts';
import styles from './register-page.module.css';
import own from './what-step.module.css';
import type { Placing } from './wizard-state.ts';

/** The channels of a device: which to register, which one to look at, and what their streams are. */
export function ChannelList({ wizard, stage }: { readonly wizard: CameraWizard; readonly stage: Placing }) {
  const t = useTranslations('admin.what');
  const { channels, chosen, current } = stage;
  const total = channels.length;
  return (
    <fieldset className={own.channels}>
      <legend>{t('channels')}</legend>
      {total > 1 && (
        <p className={own.count}>
          <span>{t('chosen', { chosen: chosen.size, total })}</span>
          <button type="button" onClick={() => wizard.act({ type: 'chooseAll', isChosen: true })}>
            {t('all')}
          </button>
          <button type="button" onClick={() => wizard.act({ type: 'chooseAll', isChosen: false })}>
            {t('none')}
          </button>
        </p>
      )}
      <ul>
        {channels.map((channel) => (
          <ChannelLine
            key={channel.id}
            wizard={wizard}
            channel={channel}
            name={stage.drafts.get(channel.id)?.nameZh || t('streamName')}
            isChosen={chosen.has(channel.id)}
            isCurrent={channel.id === current}
          />
        ))}
      </ul>
    </fieldset>
  );
}

function ChannelLine(props: {
  readonly wizard: CameraWizard;
  readonly channel: Channel;
  readonly name: string;
  readonly isChosen: boolean;
  readonly isCurrent: boolean;
}) {
  const { wizard, channel, name, isChosen, isCurrent } = props;
  const t = useTranslations('admin.what');
  const bad = unplayable(channel);
  return (
    <li data-current={isCurrent}>
      <input
        type="checkbox"
        aria-label={t('choose', { name })}
        checked={isChosen}
        onChange={(event) =>
          wizard.act({ type: 'choose', channelId: channel.id, isChosen: event.currentTarget.checked })
        }
      />
      <button
        type="button"
        aria-pressed={isCurrent}
        aria-label={t('look', { name })}
        onClick={() => wizard.act({ type: 'look', channelId: channel.id })}
      >
        <span>
          <b>{name}</b>
          {channel.ptz && <i className={styles.tag}>{t('ptz')}</i>}
        </span>
        <small>
          {channel.main === null ? channel.mainUrl : <Streams main={channel.main} sub={channel.sub} />}
        </small>
        {bad !== null && (
          <small className={own.bad}>
            <Icon name="alert" size={12} />
            {t(bad === 'all' ? 'unplayableAll' : bad === 'main' ? 'unplayableMain' : 'unplayableSub')}
          </small>
        )}
      </button>
    </li>
  );
}

function Streams({ main, sub }: { readonly main: DeviceProfile; readonly sub: DeviceProfile | null }) {
  const t = useTranslations();
  const words = ({ codec, width, height, frameRate }: DeviceProfile) =>
    [
      codec,
      t('tile.resolution', { width: String(width), height: String(height) }),
      ...(frameRate === null ? [] : [t('footer.frames', { rate: frameRate })]),
    ].join(' ');
  return (
    <>
      {t('admin.what.main')} {words(main)}
      {' · '}
      {sub === null ? t('admin.what.noSub') : `${t('admin.what.sub')} ${words(sub)}`}
    </>
  );
}
