import { z } from 'zod';
import { cameraClasses } from '#core/camera';
import { type Id, idPattern, localizedTextSchema } from '#core/kit';
import { cameraIdSchema, orgPathSchema, orgUnitIdSchema } from './ids.ts';
import { journalPositionSchema } from './position.ts';

const id = <T extends string>(prefix: string) =>
  z.string().regex(idPattern(prefix)) as unknown as z.ZodType<T, T>;

/**
 * One camera, `[id, lon, lat, class, state, azimuthDeg, angleDeg, rangeM]`: a county has 30,000, and names of the
 * fields would be most of the answer. Degrees with six decimals, which is a tenth of a metre.
 */
export const mapCameraSchema = z.tuple([
  cameraIdSchema,
  z.number(),
  z.number(),
  z.enum(cameraClasses),
  z.enum(['unknown', 'online', 'offline']),
  z.number(),
  z.number(),
  z.number(),
]);

const placeSchema = z.object({
  name: localizedTextSchema,
  orgUnitId: orgUnitIdSchema,
  orgPath: orgPathSchema,
  lon: z.number(),
  lat: z.number(),
});

/** GET /api/map: what stands still on the map, of the caller's scope. Sent compressed to whoever accepts it. */
export const mapSchema = z.object({
  journalPosition: journalPositionSchema,
  cameras: z.array(mapCameraSchema),
  /** 卡口; `bearingDeg` is where the traffic it watches is going, clockwise from north. */
  checkpoints: z.array(z.object({ id: id<Id<'chk'>>('chk'), ...placeSchema.shape, bearingDeg: z.number() })),
  /** 警务站. */
  posts: z.array(z.object({ id: id<Id<'pst'>>('pst'), ...placeSchema.shape })),
});
