/** The weight of a corner as a plane over the picture: zero on the edge from p to q, one at the corner itself. */
export function setPlane(
  faces: Float64Array,
  to: number,
  px: number,
  py: number,
  qx: number,
  qy: number,
  area: number,
): void {
  faces[to] = (py - qy) / area;
  faces[to + 1] = (qx - px) / area;
  faces[to + 2] = (px * qy - qx * py) / area;
}

/** A little more than the triangle, so that neighbours leave no gap. */
const MARGIN = 1e-5;

/** The first place of a row whose middle has `slope · x + start` above zero; none excludes a place. */
export function enters(slope: number, start: number): number {
  if (slope > 0) return Math.ceil((-MARGIN - start) / slope - 0.5);
  return slope === 0 && start < -MARGIN ? Infinity : -Infinity;
}

/** The last such place. */
export function leaves(slope: number, start: number): number {
  return slope < 0 ? Math.floor((-MARGIN - start) / slope - 0.5) : Infinity;
}
