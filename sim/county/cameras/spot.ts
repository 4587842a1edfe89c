import type { LocalizedText } from '#core/kit';
import type { CameraScene } from '../county.ts';
import type { Point } from '../geometry/point.ts';

/** Somewhere a camera would be put up. */
export interface Spot {
  /** Index of the site on whose land it stands. */
  readonly site: number;
  readonly owner: 'county' | 'township' | 'village';
  readonly name: LocalizedText;
  readonly point: Point;
  readonly azimuthDeg: number;
  readonly scene: CameraScene;
  /** How much of a key point it is, 0 to 100; the county's classes are given out by it. */
  readonly weight: number;
  /** Lower is put up sooner when a village may have only so many. */
  readonly order: number;
}

/** 东, 南, 西, 北: the word for a bearing. */
export function directionWord(bearingDeg: number): LocalizedText {
  const words = [
    { zh: '北', en: 'North' },
    { zh: '东', en: 'East' },
    { zh: '南', en: 'South' },
    { zh: '西', en: 'West' },
  ];
  return words[Math.round(bearingDeg / 90) % 4] as LocalizedText;
}

/** `白杨村·主街`, `Baiyang Village · Main Street`. */
export function at(place: LocalizedText, what: LocalizedText): LocalizedText {
  return { zh: `${place.zh}·${what.zh}`, en: `${place.en} · ${what.en}` };
}
