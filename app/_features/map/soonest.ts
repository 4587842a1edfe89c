import type { Cancel } from '#core/kit';

/**
 * Runs `run` at once when asked for, and then at most every `everyMs`: what is asked for in between is done together
 * at the end of it.
 */
export function soonest(
  everyMs: number,
  run: () => void,
): { readonly request: () => void; readonly stop: Cancel } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isAsked = false;
  const rest = () => {
    timer = null;
    if (!isAsked) return;
    isAsked = false;
    start();
  };
  const start = () => {
    timer = setTimeout(rest, everyMs);
    run();
  };
  return {
    request: () => {
      if (timer === null) start();
      else isAsked = true;
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      isAsked = false;
    },
  };
}
