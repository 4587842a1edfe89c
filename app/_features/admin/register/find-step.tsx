import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../../_ui/button.module.css';
import { Choice } from '../../../_ui/choice.tsx';
import { Problem, TextField } from '../field.tsx';
import type { CameraWizard } from './camera-wizard.ts';
import { DeviceSearch } from './device-search.tsx';
import { emptyForm, type FindForm, readDeviceForm, readStreamForm, type WrongFields } from './find-form.ts';
import own from './find-step.module.css';
import styles from './register-page.module.css';
import type { Stage } from './wizard-state.ts';

const ways = ['device', 'stream'] as const;
const nothingWrong: WrongFields = new Set();

/** Where the device is, and how it is entered: from the network, by address, or as a plain stream. */
export function FindStep({ wizard, stage }: { readonly wizard: CameraWizard; readonly stage: Stage }) {
  const t = useTranslations('admin');
  const [way, setWay] = useState<(typeof ways)[number]>('device');
  const [form, setForm] = useState(emptyForm);
  const [wrong, setWrong] = useState(nothingWrong);
  const change = (next: Partial<FindForm>) => {
    setForm({ ...form, ...next });
    setWrong(new Set([...wrong].filter((field) => !(field in next))));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = way === 'device' ? readDeviceForm(form) : readStreamForm(form);
    setWrong(read.ok ? nothingWrong : read.error);
    if (!read.ok) return;
    if ('kind' in read.value) wizard.take(read.value);
    else void wizard.read(read.value);
  };
  const isReading = stage.step === 'reading';
  const fields = { form, wrong, change };
  return (
    <>
      <Choice
        label={t('find.way')}
        options={ways.map((value) => ({ value, label: t(`find.${value}`) }))}
        value={way}
        onChange={setWay}
      />
      {way === 'device' && (
        <DeviceSearch
          isChosen={({ host, port, path }) =>
            host === form.host && String(port) === form.port && path === form.path
          }
          onChoose={({ host, port, path }) => change({ host, port: String(port), path })}
        />
      )}
      <form className={styles.form} onSubmit={submit} noValidate>
        {way === 'device' ? <AddressFields {...fields} /> : <StreamFields {...fields} />}
        <CredentialFields {...fields} isOptional={way === 'stream'} />
        <div role="alert">
          {stage.step === 'finding' && stage.problem !== null && (
            <Problem>{t(`problem.${stage.problem}`)}</Problem>
          )}
        </div>
        <button type="submit" className={button.primary} disabled={isReading}>
          {way === 'stream' ? t('find.use') : isReading ? t('find.reading') : t('find.read')}
        </button>
      </form>
    </>
  );
}

interface Fields {
  readonly form: FindForm;
  readonly wrong: WrongFields;
  readonly change: (next: Partial<FindForm>) => void;
}

function AddressFields({ form, wrong, change }: Fields) {
  const t = useTranslations('admin.find');
  return (
    <>
      <div className={own.address}>
        <TextField
          label={t('host')}
          placeholder={t('hostHint')}
          maxLength={253}
          value={form.host}
          onChange={(host) => change({ host })}
          problem={wrong.has('host') ? t('wrongHost') : null}
        />
        <TextField
          label={t('port')}
          inputMode="numeric"
          maxLength={5}
          value={form.port}
          onChange={(port) => change({ port })}
          problem={wrong.has('port') ? t('wrongPort') : null}
        />
      </div>
      <details className={own.more} open={wrong.has('path') ? true : undefined}>
        <summary>{t('more')}</summary>
        <TextField
          label={t('path')}
          maxLength={256}
          value={form.path}
          onChange={(path) => change({ path })}
          problem={wrong.has('path') ? t('wrongPath') : null}
        />
      </details>
    </>
  );
}

function StreamFields({ form, wrong, change }: Fields) {
  const t = useTranslations('admin.find');
  return (
    <>
      <TextField
        label={t('mainUrl')}
        hint={t('urlHint')}
        inputMode="url"
        maxLength={512}
        value={form.mainUrl}
        onChange={(mainUrl) => change({ mainUrl })}
        problem={wrong.has('mainUrl') ? t('wrongMainUrl') : null}
      />
      <TextField
        label={t('subUrl')}
        isOptional
        inputMode="url"
        maxLength={512}
        value={form.subUrl}
        onChange={(subUrl) => change({ subUrl })}
        problem={wrong.has('subUrl') ? t('wrongSubUrl') : null}
      />
    </>
  );
}

/** Not for the browser to remember: they are the device's, not the user's. */
function CredentialFields({ form, wrong, change, isOptional }: Fields & { readonly isOptional: boolean }) {
  const t = useTranslations('admin.find');
  return (
    <div className={styles.pair}>
      <TextField
        label={t('username')}
        isOptional={isOptional}
        maxLength={64}
        value={form.username}
        onChange={(username) => change({ username })}
        problem={wrong.has('username') ? t('wrongUsername') : null}
      />
      <TextField
        label={t('password')}
        isOptional={isOptional}
        type="password"
        autoComplete="new-password"
        maxLength={128}
        value={form.password}
        onChange={(password) => change({ password })}
        problem={wrong.has('password') ? t('wrongPassword') : null}
      />
      <p className={styles.hint}>{t('secret')}</p>
    </div>
  );
}
