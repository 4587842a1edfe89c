import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DeviceAddress, DiscoveryResponse } from '#core/contracts';
import { discoverDevices } from '../../../_lib/api/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { type AdminProblem, adminProblem } from '../admin-problem.ts';
import { Problem } from '../field.tsx';
import own from './find-step.module.css';
import styles from './register-page.module.css';

type Search =
  | { readonly state: 'idle' }
  | { readonly state: 'searching' }
  | { readonly state: 'failed'; readonly problem: AdminProblem }
  | { readonly state: 'done'; readonly devices: DiscoveryResponse['devices'] };

/** Asks the gateway's network who is there; a device pressed fills its address in. */
export function DeviceSearch(props: {
  /** Whether this address is filled in now; several devices may share one host. */
  readonly isChosen: (address: DeviceAddress) => boolean;
  readonly onChoose: (address: DeviceAddress) => void;
}) {
  const t = useTranslations('admin');
  const [search, setSearch] = useState<Search>({ state: 'idle' });
  const isSearching = search.state === 'searching';
  const start = () => {
    setSearch({ state: 'searching' });
    discoverDevices().then(
      // Devices answer in no order.
      (devices) =>
        setSearch({ state: 'done', devices: devices.toSorted((a, b) => a.name.localeCompare(b.name)) }),
      (error: unknown) => setSearch({ state: 'failed', problem: adminProblem(error) }),
    );
  };
  return (
    <div className={own.search}>
      <button type="button" className={button.button} disabled={isSearching} onClick={start}>
        <Icon name="search" size={14} />
        {isSearching ? t('find.discovering') : t('find.discover')}
      </button>
      <div aria-live="polite">
        {search.state === 'failed' && <Problem>{t(`problem.${search.problem}`)}</Problem>}
        {search.state === 'done' && (
          <p className={styles.hint}>
            {search.devices.length === 0
              ? t('find.discoveredNone')
              : t('find.discovered', { count: search.devices.length })}
          </p>
        )}
      </div>
      {search.state === 'done' && search.devices.length > 0 && (
        <ul className={own.devices} aria-label={t('find.devices')}>
          {search.devices.map(({ address, name, hardware, registered }) => (
            <li key={`${address.host}:${address.port}${address.path}`}>
              <button
                type="button"
                aria-pressed={props.isChosen(address)}
                onClick={() => props.onChoose(address)}
              >
                <b>{name === '' ? address.host : name}</b>
                {registered && <i className={styles.tag}>{t('find.registered')}</i>}
                <small>
                  {hardware === '' ? '' : `${hardware} · `}
                  {address.host}:{address.port}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
