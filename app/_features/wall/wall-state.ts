import { z } from 'zod';
import { cameraIdSchema } from '#core/contracts';
import { assertNever, type CameraId } from '#core/kit';

export const layouts = [1, 4, 9, 16, 25, 36] as const;
export type Layout = (typeof layouts)[number];
export const SLOTS_MAX = 36;

function emptySlots(count: number): (CameraId | null)[] {
  return new Array<CameraId | null>(count).fill(null);
}

/** What the wall shows. Slots beyond the layout keep their cameras until a larger layout shows them again. */
export const wallStateSchema = z
  .object({
    layout: z.literal(layouts),
    /** The layout to go back to from the single picture. */
    grid: z.literal([4, 9, 16, 25, 36]),
    slots: z
      .array(cameraIdSchema.nullable())
      .max(SLOTS_MAX)
      // A wall that was remembered when there were fewer tiles has fewer slots.
      .transform((slots) => [...slots, ...emptySlots(SLOTS_MAX - slots.length)]),
    selected: z
      .number()
      .int()
      .min(0)
      .max(SLOTS_MAX - 1),
  })
  .readonly();
export type WallState = z.infer<typeof wallStateSchema>;

export type Direction = 'left' | 'right' | 'up' | 'down';

export type WallAction =
  | { readonly type: 'fill'; readonly cameraIds: readonly CameraId[] }
  /** Without `slot`, into the selected tile; the selection then moves to the next empty one. */
  | { readonly type: 'place'; readonly cameraId: CameraId; readonly slot?: number }
  | { readonly type: 'clear'; readonly slot: number }
  | { readonly type: 'swap'; readonly from: number; readonly to: number }
  | { readonly type: 'select'; readonly slot: number }
  | { readonly type: 'move'; readonly direction: Direction }
  | { readonly type: 'layout'; readonly layout: Layout }
  /** Single picture of this slot, or back to the grid. */
  | { readonly type: 'focus'; readonly slot: number };

export const emptyWall: WallState = {
  layout: 9,
  grid: 9,
  slots: emptySlots(SLOTS_MAX),
  selected: 0,
};

/** The slots on screen, in order. */
export function visibleSlots(state: WallState): number[] {
  return state.layout === 1 ? [state.selected] : Array.from({ length: state.layout }, (_, slot) => slot);
}

/** What the wall becomes by an action. */
export function wallAfter(state: WallState, action: WallAction): WallState {
  switch (action.type) {
    case 'fill':
      return fill(state, action.cameraIds);
    case 'place':
      return place(state, action.cameraId, action.slot);
    case 'clear':
      return { ...state, slots: state.slots.with(action.slot, null) };
    case 'swap':
      return { ...state, slots: swapped(state.slots, action.from, action.to), selected: action.to };
    case 'select':
      return state.selected === action.slot ? state : { ...state, selected: action.slot };
    case 'move':
      return { ...state, selected: neighbour(state, action.direction) };
    case 'layout':
      return withLayout(state, action.layout);
    case 'focus':
      return withLayout({ ...state, selected: action.slot }, state.layout === 1 ? state.grid : 1);
    default:
      return assertNever(action);
  }
}

/** W4 what the user has put on the wall stays; only empty slots are filled. */
function fill(state: WallState, cameraIds: readonly CameraId[]): WallState {
  const rest = cameraIds.filter((id) => !state.slots.includes(id));
  return { ...state, slots: state.slots.map((id) => id ?? rest.shift() ?? null) };
}

/** W1 a camera is on the wall once: placed again it changes places with what is there. */
function place(state: WallState, cameraId: CameraId, slot?: number): WallState {
  const target = slot ?? state.selected;
  const present = state.slots.indexOf(cameraId);
  const slots = present === -1 ? state.slots.with(target, cameraId) : swapped(state.slots, present, target);
  return { ...state, slots, selected: slot ?? nextEmpty({ ...state, slots }, target) };
}

/** W2 the selection moves to the next empty tile on screen, and stays where it is when there is none. */
function nextEmpty(state: WallState, from: number): number {
  const shown = visibleSlots(state);
  const start = shown.indexOf(from) + 1;
  const inTurn = [...shown.slice(start), ...shown.slice(0, start)];
  return inTurn.find((slot) => state.slots[slot] === null) ?? from;
}

function swapped(slots: WallState['slots'], from: number, to: number): WallState['slots'] {
  return slots.with(from, slots[to] ?? null).with(to, slots[from] ?? null);
}

/** W3 the selection is always on screen. */
function withLayout(state: WallState, layout: Layout): WallState {
  if (layout === 1) return { ...state, layout, grid: state.layout === 1 ? state.grid : state.layout };
  return { ...state, layout, grid: layout, selected: state.selected < layout ? state.selected : 0 };
}

function neighbour(state: WallState, direction: Direction): number {
  const columns = Math.sqrt(state.layout === 1 ? state.grid : state.layout);
  const row = Math.floor(state.selected / columns);
  const column = state.selected % columns;
  const within = (value: number) => Math.min(columns - 1, Math.max(0, value));
  switch (direction) {
    case 'left':
      return row * columns + within(column - 1);
    case 'right':
      return row * columns + within(column + 1);
    case 'up':
      return within(row - 1) * columns + column;
    case 'down':
      return within(row + 1) * columns + column;
    default:
      return assertNever(direction);
  }
}
