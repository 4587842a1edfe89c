import { h264RoleOf, h264StartsPicture } from './h264-nal-unit.ts';
import { H264ParameterSets } from './h264-parameter-sets.ts';
import { h265RoleOf, h265StartsPicture } from './h265-nal-unit.ts';
import { H265ParameterSets } from './h265-parameter-sets.ts';
import type { NalRole } from './nal-role.ts';
import type { ParameterSets } from './parameter-sets.ts';
import { h264PayloadFormat, h265PayloadFormat, type PayloadFormat } from './payload-format.ts';

export type VideoCodecName = 'h264' | 'h265';

/** All that a stream must know of its codec. */
export interface VideoCodec {
  readonly payloadFormat: PayloadFormat;
  roleOf(nalUnit: Uint8Array): NalRole;
  /** Whether a slice is the first of its picture. */
  startsPicture(slice: Uint8Array): boolean;
  createParameterSets(): ParameterSets;
}

export const videoCodecs: Readonly<Record<VideoCodecName, VideoCodec>> = {
  h264: {
    payloadFormat: h264PayloadFormat,
    roleOf: h264RoleOf,
    startsPicture: h264StartsPicture,
    createParameterSets: () => new H264ParameterSets(),
  },
  h265: {
    payloadFormat: h265PayloadFormat,
    roleOf: h265RoleOf,
    startsPicture: h265StartsPicture,
    createParameterSets: () => new H265ParameterSets(),
  },
};
