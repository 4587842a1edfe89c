import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { assertNever } from '#core/kit';
import button from '../../../_ui/button.module.css';
import { Problem } from '../field.tsx';
import { ErrorTable } from './error-table.tsx';
import type { ImportState } from './import-desk.ts';
import styles from './import-page.module.css';

/** What became of a list. What differs between lists is said by whoever shows it. */
export function ImportOutcome<Found>(props: {
  readonly state: ImportState<Found>;
  readonly columnName: (column: string) => string | null;
  readonly ready: (name: string, found: Found) => ReactNode;
  /** What applying does, in the words of its button. */
  readonly applyWord: (found: Found) => string;
  readonly applyingWord: (found: Found) => string;
  /** Whether there is nothing to apply; then there is no button. */
  readonly isIdle?: (found: Found) => boolean;
  readonly onApply: () => void;
  readonly done: (found: Found) => ReactNode;
}) {
  const { state } = props;
  const t = useTranslations('admin');
  switch (state.step) {
    case 'empty':
      return null;
    case 'checking':
      return <p className={styles.note}>{t('import.checking', { name: state.name })}</p>;
    case 'wrong':
      return <ErrorTable name={state.name} rows={state.rows} columnName={props.columnName} />;
    case 'failed':
      return (
        <>
          <h2>{t('import.failed', { name: state.name })}</h2>
          <Problem>
            {state.problem === 'unreadable' ? t('import.unreadable') : t(`problem.${state.problem}`)}
          </Problem>
        </>
      );
    case 'ready':
    case 'applying': {
      const isBusy = state.step === 'applying';
      return (
        <>
          {props.ready(state.name, state.found)}
          {props.isIdle?.(state.found) !== true && (
            <button type="button" className={button.primary} disabled={isBusy} onClick={props.onApply}>
              {isBusy ? props.applyingWord(state.found) : props.applyWord(state.found)}
            </button>
          )}
        </>
      );
    }
    case 'done':
      return props.done(state.found);
    default:
      return assertNever(state);
  }
}
