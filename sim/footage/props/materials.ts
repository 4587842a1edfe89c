import type { Material } from '../render/mesh.ts';
import { colour } from '../render/vec.ts';

/** Surfaces that many things share. */
export const glass: Material = { colour: [0.012, 0.015, 0.018], mirror: 0.1 };
export const rubber: Material = { colour: [0.018, 0.018, 0.018] };
export const chrome: Material = { colour: [0.35, 0.36, 0.38], mirror: 0.25 };
export const darkTrim: Material = { colour: [0.03, 0.03, 0.032], mirror: 0.04 };
export const steel: Material = { colour: [0.32, 0.33, 0.34], mirror: 0.05, grain: 0.2 };
export const concrete: Material = { colour: colour('#a8a49a'), grain: 0.6 };
export const whitewash: Material = { colour: colour('#d8d6cf'), grain: 0.5 };
export const bark: Material = { colour: colour('#5a4c3d'), grain: 0.8 };
export const skin: Material = { colour: colour('#b98a6c') };
export const hair: Material = { colour: colour('#1c1814') };
export const plateBlue: Material = { colour: colour('#1d3f9a') };
export const plateGreen: Material = { colour: colour('#9fd6a8') };

/** Plain paint or cloth. */
export const matte = (hex: string, grain = 0): Material => ({ colour: colour(hex), grain });
/** Varnished metal. */
export const paint = (hex: string): Material => ({ colour: colour(hex), mirror: 0.055 });
/** Light of its own, `strength` times as bright as white paper in the scene's light. */
export const lit = (hex: string, strength: number, beam = false): Material => {
  const [r, g, b] = colour(hex);
  return { colour: [0.05, 0.05, 0.05], emission: [r * strength, g * strength, b * strength], beam };
};
