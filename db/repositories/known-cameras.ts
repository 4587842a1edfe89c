import { inArray, sql } from 'drizzle-orm';
import type { OrgUnitId } from '#core/kit';
import type { Queryable } from '../database/index.ts';
import { cameras } from '../schema/index.ts';

/** Which of these codes cameras have already, wherever those are: codes are unique in the whole tree. */
export async function findTakenCodes(db: Queryable, codes: readonly string[]): Promise<ReadonlySet<string>> {
  // One parameter, however many they are.
  const rows = await db
    .select({ code: cameras.code })
    .from(cameras)
    .where(sql`${cameras.code} in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))`);
  return new Set(rows.map(({ code }) => code));
}

/** Which of these ONVIF device services cameras are registered of. */
export async function findKnownDevices(
  db: Queryable,
  onvifUrls: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinct({ onvifUrl: cameras.onvifUrl })
    .from(cameras)
    .where(inArray(cameras.onvifUrl, [...onvifUrls]));
  return new Set(rows.flatMap(({ onvifUrl }) => onvifUrl ?? []));
}

/** What a camera of an org unit shows. */
export interface UnitStream {
  readonly orgUnitId: OrgUnitId;
  readonly mainUrl: string;
}

/** Keys (`streamKey`) of those of these streams that cameras of the same org unit show already. */
export async function findKnownStreams(
  db: Queryable,
  streams: readonly UnitStream[],
): Promise<ReadonlySet<string>> {
  const units = [...new Set(streams.map(({ orgUnitId }) => orgUnitId))];
  const rows = await db
    .select({ orgUnitId: cameras.orgUnitId, mainUrl: cameras.mainUrl })
    .from(cameras)
    .where(inArray(cameras.orgUnitId, units));
  return new Set(rows.map(streamKey));
}

/** Tells apart streams and org units. */
export function streamKey({ orgUnitId, mainUrl }: UnitStream): string {
  return `${orgUnitId} ${mainUrl}`;
}
