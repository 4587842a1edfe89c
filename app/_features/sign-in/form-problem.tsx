import type { ReactNode } from 'react';
import { Icon } from '../../_ui/icon.tsx';
import styles from './entry-form.module.css';

/** Where a form says what is wrong; read out as soon as there is something. */
export function FormProblem({ children }: { readonly children: ReactNode }) {
  const isShown = children !== null && children !== false;
  return (
    <div role="alert">
      {isShown && (
        <p className={styles.problem}>
          <Icon name="alert" />
          <span>{children}</span>
        </p>
      )}
    </div>
  );
}
