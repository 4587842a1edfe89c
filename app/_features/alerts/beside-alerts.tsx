import type { ReactNode } from 'react';
import { useQueueOpen } from '../../_lib/alerts/index.ts';
import { useMay } from '../../_lib/session/index.ts';
import { AlertPanel, type AlertPanelProps } from './alert-panel.tsx';
import styles from './beside-alerts.module.css';

/** A page with the alert queue on its right, for those who may see alerts. */
export function BesideAlerts({ children, onDispatch }: AlertPanelProps & { readonly children: ReactNode }) {
  const mayRead = useMay('alert.read');
  const isOpen = useQueueOpen() && mayRead;
  return (
    <div className={styles.page} data-alerts={isOpen ? 'open' : 'closed'}>
      {children}
      {isOpen && <AlertPanel onDispatch={onDispatch} />}
    </div>
  );
}
