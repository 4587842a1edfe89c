import { z } from 'zod';
import {
  type AlertId,
  type AssignmentId,
  type CameraId,
  type IncidentId,
  idPattern,
  type OrgUnitId,
  type SessionId,
  type SquadId,
  type UserId,
} from '#core/kit';
import { type OrgPath, parseOrgPath } from '#core/org';

const id = <T extends string>(prefix: string) =>
  z.string().regex(idPattern(prefix)) as unknown as z.ZodType<T, T>;

export const orgUnitIdSchema = id<OrgUnitId>('org');
export const cameraIdSchema = id<CameraId>('cam');
export const userIdSchema = id<UserId>('usr');
export const sessionIdSchema = id<SessionId>('ses');
export const alertIdSchema = id<AlertId>('alt');
export const incidentIdSchema = id<IncidentId>('inc');
export const squadIdSchema = id<SquadId>('sqd');
export const assignmentIdSchema = id<AssignmentId>('asg');
export const orgPathSchema = z.string().refine((text) => parseOrgPath(text) !== null) as unknown as z.ZodType<
  OrgPath,
  OrgPath
>;
