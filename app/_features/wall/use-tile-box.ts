import { type RefObject, useEffect, useState } from 'react';

/** From here on a tile shows more than the small stream has; back only when clearly smaller. */
const LARGE_PX = 900;
const SMALL_PX = 840;

export interface TileBox {
  /** Wide enough for the main stream. */
  readonly isLarge: boolean;
  /** Scrolled into view. */
  readonly isInView: boolean;
}

/** How large the element is on screen, and whether it is there at all. */
export function useTileBox(element: RefObject<HTMLElement | null>): TileBox {
  const [isLarge, setLarge] = useState(false);
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const size = new ResizeObserver(([entry]) => {
      const widthPx = entry?.contentRect.width ?? 0;
      setLarge((was) => widthPx > (was ? SMALL_PX : LARGE_PX));
    });
    const view = new IntersectionObserver(([entry]) => setInView(entry?.isIntersecting ?? false));
    size.observe(target);
    view.observe(target);
    return () => {
      size.disconnect();
      view.disconnect();
    };
  }, [element]);
  return { isLarge, isInView };
}
