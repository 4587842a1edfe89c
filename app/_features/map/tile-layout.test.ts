import { expect, test } from 'vitest';
import type { CameraId } from '#core/kit';
import {
  type FloatingTile,
  freeArea,
  middleOf,
  TILES_MAX,
  tileBeside,
  tileHeight,
  tilesAround,
  withTiles,
} from './tile-layout.ts';

const camera = (number: number) => `cam_${number}` as CameraId;
const four = [1, 2, 3, 4].map(camera);

const overlap = (a: FloatingTile, b: FloatingTile) =>
  a.x < b.x + b.width &&
  b.x < a.x + a.width &&
  a.y < b.y + tileHeight(b.width) &&
  b.y < a.y + tileHeight(a.width);

test.each([
  [1520, 1032],
  [1070, 720],
  [390, 796],
])('around an alert on a map of %i × %i the pictures cover neither it nor each other', (width, height) => {
  const area = freeArea(width, height);
  const tiles = tilesAround(area, four);
  const { x, y } = middleOf(area);
  expect(tiles).toHaveLength(4);
  for (const [index, tile] of tiles.entries()) {
    const covers = tile.x < x && x < tile.x + tile.width && tile.y < y && y < tile.y + tileHeight(tile.width);
    expect(covers).toBe(false);
    expect(tile.x).toBeGreaterThanOrEqual(0);
    expect(tile.x + tile.width).toBeLessThanOrEqual(area.x + area.width);
    for (const other of tiles.slice(index + 1)) expect(overlap(tile, other)).toBe(false);
  }
});

test('a picture beside a camera stays on the map, and not exactly upon another', () => {
  const area = freeArea(1520, 1032);
  const corner = { x: 1519, y: 1031 };
  const first = tileBeside(area, camera(1), corner, []);
  expect(first.x + first.width).toBeLessThanOrEqual(area.x + area.width);
  expect(first.y + tileHeight(first.width)).toBeLessThanOrEqual(area.y + area.height);
  const middle = { x: 400, y: 500 };
  const second = tileBeside(area, camera(2), middle, []);
  const third = tileBeside(area, camera(3), middle, [second]);
  expect([third.x, third.y]).not.toEqual([second.x, second.y]);
});

test('a camera is shown once, and past the limit the oldest give way', () => {
  const at = (number: number): FloatingTile => ({ cameraId: camera(number), x: number, y: 0, width: 200 });
  const many = Array.from({ length: TILES_MAX }, (_, index) => at(index));
  const moved = withTiles(many, [{ ...at(0), x: 99 }]);
  expect(moved).toHaveLength(TILES_MAX);
  expect(moved.at(-1)).toMatchObject({ cameraId: camera(0), x: 99 });
  expect(withTiles(many, [at(77)]).map(({ cameraId }) => cameraId)).not.toContain(camera(0));
});
