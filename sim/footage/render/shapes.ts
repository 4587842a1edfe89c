import type { Corner, Material, MeshBuilder } from './mesh.ts';
import { add, cross, scale, sub, unit, type Vec3 } from './vec.ts';

/** Skins a row of rings, each with as many points, with smooth shading. */
export function loft(
  builder: MeshBuilder,
  rings: readonly (readonly Vec3[])[],
  material: Material | ((ring: number, side: number) => Material | null),
): void {
  const at = (ring: number, side: number): Vec3 => {
    const row = rings[Math.min(rings.length - 1, Math.max(0, ring))] as readonly Vec3[];
    return row[Math.min(row.length - 1, Math.max(0, side))] as Vec3;
  };
  const corner = (ring: number, side: number): Corner => ({
    at: at(ring, side),
    normal: unit(
      cross(sub(at(ring, side + 1), at(ring, side - 1)), sub(at(ring + 1, side), at(ring - 1, side))),
    ),
  });
  const sides = (rings[0]?.length ?? 0) - 1;
  for (let ring = 0; ring < rings.length - 1; ring += 1) {
    for (let side = 0; side < sides; side += 1) {
      const made = typeof material === 'function' ? material(ring, side) : material;
      if (made === null) continue;
      const [a, b, c, d] = [
        corner(ring, side),
        corner(ring, side + 1),
        corner(ring + 1, side + 1),
        corner(ring + 1, side),
      ];
      builder.triangle(a, b, c, made);
      builder.triangle(a, c, d, made);
    }
  }
}

/** A box on its base; `at` is the middle of the base, `size` is length, width and height. */
export function box(
  builder: MeshBuilder,
  at: Vec3,
  size: Vec3,
  material: Material,
  faces: { readonly heading?: number; readonly top?: Material; readonly repeatM?: number } = {},
): void {
  const [length, width, height] = size;
  const cos = Math.cos(faces.heading ?? 0);
  const sin = Math.sin(faces.heading ?? 0);
  const point = (x: number, y: number, z: number): Vec3 => [
    at[0] + x * cos - y * sin,
    at[1] + x * sin + y * cos,
    at[2] + z,
  ];
  const [l, w] = [length / 2, width / 2];
  const ring: [number, number][] = [
    [-l, -w],
    [l, -w],
    [l, w],
    [-l, w],
  ];
  for (const [index, [x0, y0]] of ring.entries()) {
    const [x1, y1] = ring[(index + 1) % 4] as [number, number];
    const across = Math.hypot(x1 - x0, y1 - y0);
    const per = faces.repeatM;
    const repeat: [number, number] = per === undefined ? [1, 1] : [across / per, height / per];
    builder.quad(
      point(x0, y0, 0),
      point(x1, y1, 0),
      point(x1, y1, height),
      point(x0, y0, height),
      material,
      repeat,
    );
  }
  builder.quad(
    point(-l, -w, height),
    point(l, -w, height),
    point(l, w, height),
    point(-l, w, height),
    faces.top ?? material,
  );
}

/** A round bar between two points. */
export function bar(
  builder: MeshBuilder,
  from: Vec3,
  to: Vec3,
  radius: number,
  material: Material,
  sides = 6,
): void {
  const axis = unit(sub(to, from));
  const side = unit(cross(axis, Math.abs(axis[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1]));
  const other = cross(axis, side);
  const ring = (centre: Vec3): Vec3[] =>
    Array.from({ length: sides + 1 }, (_, index) => {
      const angle = (index / sides) * Math.PI * 2;
      return add(centre, add(scale(side, Math.cos(angle) * radius), scale(other, Math.sin(angle) * radius)));
    });
  loft(builder, [ring(to), ring(from)], material);
}
