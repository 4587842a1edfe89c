import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PtzCommand } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { type PtzPreset, sendPtz } from '../../../_lib/api/index.ts';
import { Icon } from '../../../_ui/icon.tsx';
import styles from './ptz.module.css';
import { type PtzProblem, ptzProblem } from './ptz-problem.ts';

const NAME_MAX = 64;

/** The places a camera knows by name; only where the tile has room for them. */
export function PtzPresets({ cameraId }: { readonly cameraId: CameraId }) {
  const t = useTranslations('ptz');
  const { presets, problem, run } = usePresets(cameraId);
  const [isOpen, setOpen] = useState(false);
  const toggle = () => {
    setOpen(!isOpen);
    if (!isOpen) void run({ op: 'list_presets' });
  };
  return (
    <span className={styles.presets}>
      {isOpen && (
        <div className={styles.list}>
          <p role="status">{listWord(presets, problem, t)}</p>
          <ul>
            {presets?.map(({ token, name }) => (
              <li key={token}>
                <button type="button" onClick={() => void run({ op: 'goto_preset', preset: token })}>
                  {name === '' ? token : name}
                </button>
              </li>
            ))}
          </ul>
          <SavePreset onSave={(name) => void run({ op: 'set_preset', name })} />
        </div>
      )}
      <button
        type="button"
        className={styles.opener}
        aria-expanded={isOpen}
        aria-label={t('presets')}
        title={t('presets')}
        onClick={toggle}
      >
        <Icon name="bookmark" size={14} />
      </button>
    </span>
  );
}

function listWord(
  presets: readonly PtzPreset[] | null,
  problem: PtzProblem | null,
  t: ReturnType<typeof useTranslations<'ptz'>>,
): string {
  if (problem !== null) return t(problem);
  if (presets === null) return t('presetsLoading');
  return presets.length === 0 ? t('presetsNone') : t('presets');
}

function SavePreset({ onSave }: { readonly onSave: (name: string) => void }) {
  const t = useTranslations('ptz');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    if (name === '') return;
    onSave(name);
    event.currentTarget.reset();
  };
  return (
    <form onSubmit={submit}>
      <input
        name="name"
        maxLength={NAME_MAX}
        aria-label={t('presetName')}
        placeholder={t('presetName')}
        autoComplete="off"
      />
      <button type="submit">{t('presetSave')}</button>
    </form>
  );
}

function usePresets(cameraId: CameraId) {
  const [presets, setPresets] = useState<readonly PtzPreset[] | null>(null);
  const [problem, setProblem] = useState<PtzProblem | null>(null);
  const run = async (command: PtzCommand): Promise<void> => {
    try {
      setPresets(await sendPtz(cameraId, command));
      setProblem(null);
    } catch (error) {
      setProblem(ptzProblem(error));
    }
  };
  return { presets, problem, run };
}
