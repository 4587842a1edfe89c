/** A place on the ground: metres along x and y. */
export type Point = readonly [number, number];

/**
 * Reads places from text, as an SVG polyline writes them: `points('0,0 3.5,-2')`.
 * @throws on anything that is not pairs of numbers
 */
export function points(text: string): Point[] {
  return text.split(' ').map((pair) => {
    const [x, y, ...more] = pair.split(',').map(Number);
    if (x === undefined || y === undefined || more.length > 0 || !Number.isFinite(x + y)) {
      throw new Error(`not a place: ${pair}`);
    }
    return [x, y];
  });
}
