import type { ReactNode } from 'react';
import styles from './form.module.css';
import { Icon } from './icon.tsx';

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
