import { type FocusEvent, type KeyboardEvent, useRef } from 'react';
import type { PtzHand } from './ptz-hand.ts';
import { keysVelocity, ptzKey } from './velocity.ts';

/**
 * The keys of the controls while the focus is in them: arrows and + − move as long as they are down. The wall never
 * hears of them.
 */
export function usePtzKeys(hand: PtzHand, close: () => void) {
  const down = useRef(new Set<string>());
  const move = () => {
    const velocity = keysVelocity(down.current);
    if (velocity === null) hand.letGo();
    else hand.take(velocity);
  };
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        close();
        return;
      }
      const key = ptzKey(event.key);
      if (key === null || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      event.preventDefault();
      // A key that was down while the window lost the focus repeats when it is back; it was let go.
      if (event.repeat) return;
      down.current.add(key);
      move();
    },
    onKeyUp: (event: KeyboardEvent) => {
      const key = ptzKey(event.key);
      if (key !== null && down.current.delete(key)) move();
    },
    onBlur: (event: FocusEvent) => {
      if (down.current.size === 0 || event.currentTarget.contains(event.relatedTarget)) return;
      down.current.clear();
      move();
    },
  };
}

function isTyping(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLInputElement;
}
