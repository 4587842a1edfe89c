import { cameraIdSchema } from '#core/contracts';
import { visibleSlots, type WallState } from './wall-state.ts';
import { act, wallStore } from './wall-store.ts';

/** Puts the cameras on the wall that the page was asked for, as `/wall?camera=cam_…`, and forgets the question. */
export function placeAskedCameras(): void {
  const asked = new URLSearchParams(window.location.search).getAll('camera');
  if (asked.length === 0) return;
  const cameraIds = asked.flatMap((text) => cameraIdSchema.safeParse(text).data ?? []);
  const slots = slotsInTurn(wallStore.get());
  for (const [index, cameraId] of cameraIds.entries()) {
    const slot = slots[index];
    if (slot !== undefined) act({ type: 'place', cameraId, slot });
  }
  window.history.replaceState(null, '', window.location.pathname);
}

/** The slots on screen in the order in which they are given away: empty ones first, then from the selected one on. */
export function slotsInTurn(state: WallState): number[] {
  const shown = visibleSlots(state);
  const start = shown.indexOf(state.selected);
  const inTurn = [...shown.slice(start), ...shown.slice(0, start)];
  const isEmpty = (slot: number) => state.slots[slot] === null;
  return [...shown.filter(isEmpty), ...inTurn.filter((slot) => !isEmpty(slot))];
}
