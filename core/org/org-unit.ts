import type { LocalizedText, OrgUnitId } from '#core/kit';
import type { OrgPath } from './org-path.ts';

export const orgLevels = ['county', 'township', 'village', 'grid'] as const;
/** 县, 乡镇(街道), 村(社区), 网格. */
export type OrgLevel = (typeof orgLevels)[number];

/** A node of the tree of organisations. */
export interface OrgUnit {
  readonly id: OrgUnitId;
  readonly parentId: OrgUnitId | null;
  readonly path: OrgPath;
  readonly level: OrgLevel;
  readonly name: LocalizedText;
}

/**
 * Where a unit's territory ends: rings of [longitude, latitude] in degrees (WGS 84), each closed, the first of each
 * polygon its outside, as a GeoJSON MultiPolygon has them (RFC 7946, 3.1.7).
 */
export type Border = readonly (readonly (readonly (readonly [lon: number, lat: number])[])[])[];
