import type { CameraId } from '#core/kit';

/** A rectangle of the map's element, in CSS pixels from its top left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture over the map. */
export interface FloatingTile {
  readonly cameraId: CameraId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** More pictures than this hide the map they belong to. */
export const TILES_MAX = 6;
const WIDTH_MAX = 288;
const WIDTH_MIN = 148;
/** Room in the middle for the place itself. */
const MIDDLE = 72;
const GAP = 8;
const STEP = 28;

/** Height of a picture, 16 : 9. */
export const tileHeight = (width: number): number => Math.round((width * 9) / 16);

/** The part of the map that no panel covers. On a narrow page the panel lies below instead of beside. */
export function freeArea(width: number, height: number): Rect {
  if (width < 760) return { x: GAP, y: GAP, width: width - 2 * GAP, height: Math.round(height * 0.45) };
  const left = 12;
  const right = 372;
  return { x: left, y: GAP, width: width - left - right, height: height - 2 * GAP };
}

/** The middle of a rectangle. */
export function middleOf({ x, y, width, height }: Rect): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Puts pictures around the middle of the area, which stays free: above left, above right, below left, below right. */
export function tilesAround(area: Rect, cameraIds: readonly CameraId[]): FloatingTile[] {
  const middle = middleOf(area);
  const byHeight = (((area.height - MIDDLE) / 2) * 16) / 9;
  const width = Math.round(Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, (area.width - MIDDLE) / 2, byHeight)));
  const height = tileHeight(width);
  return cameraIds.slice(0, 4).map((cameraId, index) => ({
    cameraId,
    width,
    x: index % 2 === 0 ? middle.x - MIDDLE / 2 - width : middle.x + MIDDLE / 2,
    y: index < 2 ? middle.y - MIDDLE / 2 - height : middle.y + MIDDLE / 2,
  }));
}

/** Puts one picture beside a point, inside the area, and not exactly upon another one. */
export function tileBeside(
  area: Rect,
  cameraId: CameraId,
  at: { readonly x: number; readonly y: number },
  others: readonly FloatingTile[],
): FloatingTile {
  const width = Math.round(Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, area.width)));
  const height = tileHeight(width);
  const within = (value: number, min: number, max: number) => Math.max(min, Math.min(max, value));
  const hasRoomRight = at.x + 20 + width <= area.x + area.width;
  let x = within(hasRoomRight ? at.x + 20 : at.x - 20 - width, area.x, area.x + area.width - width);
  let y = within(at.y - height / 2, area.y, area.y + area.height - height);
  for (let tries = 0; tries < TILES_MAX && others.some((tile) => tile.x === x && tile.y === y); tries++) {
    x = within(x + STEP, area.x, area.x + area.width - width);
    y = within(y + STEP, area.y, area.y + area.height - height);
  }
  return { cameraId, x, y, width };
}

/** Adds pictures on top; a camera is shown once, and past the limit the oldest give way. */
export function withTiles(
  tiles: readonly FloatingTile[],
  added: readonly FloatingTile[],
): readonly FloatingTile[] {
  const ids = new Set(added.map(({ cameraId }) => cameraId));
  return [...tiles.filter(({ cameraId }) => !ids.has(cameraId)), ...added].slice(-TILES_MAX);
}
