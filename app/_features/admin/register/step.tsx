import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './register-page.module.css';

/** One step of the wizard; before its turn it says what will be there. */
export function Step(props: {
  readonly number: number;
  readonly title: string;
  readonly isCurrent: boolean;
  readonly waiting?: string | null;
  /** Where the steps are one below the other, this one has to be brought into sight when that becomes true. */
  readonly isToBeSeen?: boolean;
  readonly children: ReactNode;
}) {
  const { number, title, isCurrent, waiting = null, isToBeSeen = false, children } = props;
  const id = useId();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isToBeSeen) section.current?.scrollIntoView({ block: 'start' });
  }, [isToBeSeen]);
  return (
    <section ref={section} className={styles.step} aria-labelledby={id} data-current={isCurrent}>
      <h2 id={id}>
        <i className={styles.number}>{number}</i>
        {title}
      </h2>
      <div className={styles.body}>
        {waiting === null ? children : <p className={styles.waiting}>{waiting}</p>}
      </div>
    </section>
  );
}
