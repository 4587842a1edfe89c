import { useEffect, useRef } from 'react';
import type { EpochMs } from '#core/kit';
import { serverClock, ticker } from '../_lib/time/index.ts';

/** What a clock shows at a moment; `tone` is for the style sheet, as `data-tone`. */
export interface TickingText {
  readonly text: string;
  readonly tone?: string;
}

/**
 * A text that changes with time alone. It is written straight into its element, so that nothing renders again only
 * because a second has gone by.
 * @param props.read must keep its identity as long as it says the same: wrap it in `useCallback`
 */
export function Ticking(props: {
  readonly read: (nowMs: EpochMs) => TickingText;
  readonly className?: string | undefined;
}) {
  const { read, className } = props;
  const element = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      ticker.add(() => {
        const target = element.current;
        if (target === null) return;
        const { text, tone = '' } = read(serverClock.now());
        if (target.textContent !== text) target.textContent = text;
        if (target.dataset.tone !== tone) target.dataset.tone = tone;
      }),
    [read],
  );
  return <span ref={element} className={className} />;
}
