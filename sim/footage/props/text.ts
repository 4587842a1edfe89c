import type { Material, MeshBuilder } from '../render/mesh.ts';
import { paintTexture } from '../render/texture.ts';
import type { Vec3 } from '../render/vec.ts';

export interface BoardOptions {
  readonly text: string;
  readonly ink: string;
  readonly ground: string;
  readonly widthM: number;
  readonly heightM: number;
  /** Lit from inside, this strong. */
  readonly glow?: number;
}

/** A painted board. */
export function board({ text, ink, ground, widthM, heightM, glow }: BoardOptions): Material {
  const perM = 40;
  const paint = () =>
    paintTexture({ width: widthM * perM, height: heightM * perM, texelsPerM: perM }, (context) => {
      context.fillStyle = ground;
      context.fillRect(0, 0, widthM * perM, heightM * perM);
      context.fillStyle = ink;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      const size = Math.min(heightM * 0.68, (widthM * 0.94) / Math.max(1, text.length)) * perM;
      context.font = `bold ${size}px "Noto Sans CJK SC"`;
      context.fillText(text, (widthM * perM) / 2, (heightM * perM) / 2);
    });
  const texture = paint();
  return {
    colour: [1, 1, 1],
    texture,
    ...(glow === undefined ? {} : { emission: [glow, glow, glow] as const, glow: texture }),
  };
}

/** Hangs a board with its bottom left corner, as its readers see it, at `at`; `along` is the readers' right. */
export function hang(builder: MeshBuilder, at: Vec3, alongRad: number, options: BoardOptions): void {
  const dx = Math.cos(alongRad) * options.widthM;
  const dy = Math.sin(alongRad) * options.widthM;
  const [x, y, z] = at;
  builder.quad(
    [x, y, z],
    [x + dx, y + dy, z],
    [x + dx, y + dy, z + options.heightM],
    [x, y, z + options.heightM],
    board(options),
  );
}
