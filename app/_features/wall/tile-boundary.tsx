import { Component, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import styles from './tile.module.css';

/** A tile that fails says so in its own place; the others play on. */
export class TileBoundary extends Component<
  { readonly children: ReactNode },
  { readonly isBroken: boolean }
> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <BrokenTile /> : this.props.children;
  }
}

function BrokenTile() {
  const t = useTranslations('error');
  return (
    <p className={styles.message} role="alert">
      <b>{t('title')}</b>
    </p>
  );
}
