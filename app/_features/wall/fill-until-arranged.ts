import type { CameraId } from '#core/kit';
import type { OrgView } from '../../_lib/cameras/index.ts';
import type { Store } from '../../_lib/store/index.ts';
import type { WallState } from './wall-state.ts';

export interface FirstFill {
  readonly view: Pick<Store<OrgView | null>, 'get' | 'subscribe'>;
  readonly wall: Pick<Store<WallState>, 'get'>;
  /** @returns no more than there are slots */
  readonly choose: (view: OrgView) => Promise<readonly CameraId[]>;
  /** Puts cameras into empty slots. */
  readonly fill: (cameraIds: readonly CameraId[]) => void;
}

/**
 * Fills a wall that nobody has arranged as soon as a camera is known to be online. In the first seconds of an installation few
 * are: while slots are empty it fills again when there are more, until somebody arranges the wall.
 * @returns calls it off
 */
export function fillUntilArranged({ view, wall, choose, fill }: FirstFill): () => void {
  let online = 0;
  let filledSlots: WallState['slots'] | null = null;
  let busy = false;
  let over = false;
  const stop = view.subscribe(() => void look());
  const end = (): void => {
    over = true;
    stop();
  };
  const look = async (): Promise<void> => {
    const known = view.get();
    if (over || busy || known === null || onlineIn(known) <= online) return;
    if (filledSlots !== null && wall.get().slots !== filledSlots) return end();
    busy = true;
    online = onlineIn(known);
    const cameraIds = await choose(known);
    busy = false;
    if (over) return;
    if (cameraIds.length > 0) {
      fill(cameraIds);
      filledSlots = wall.get().slots;
    }
    if (wall.get().slots.includes(null)) await look();
    else end();
  };
  void look();
  return end;
}

/** Cameras online in all: those of the highest unit. */
function onlineIn({ counts }: OrgView): number {
  let most = 0;
  for (const { online } of counts.values()) most = Math.max(most, online);
  return most;
}
