import { z } from 'zod';
import { cameraClasses } from '#core/camera';
import { lonLatSchema } from './alerts.ts';
import { cameraIdSchema, orgUnitIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';
import { streamUrlSchema } from './stream-url.ts';

/** Without control characters: they go into the header lines of other protocols. */
const credentialsSchema = z.object({
  username: z
    .string()
    .max(64)
    .regex(/^\P{Cc}+$/u),
  password: z
    .string()
    .max(128)
    .regex(/^\P{Cc}*$/u),
});

/** Where a device answers, as an administrator enters it. */
export const deviceAddressSchema = z.object({
  /** A name or an address; IPv6 without brackets. */
  host: z.string().regex(/^[A-Za-z0-9._:-]{1,253}$/),
  port: z.number().int().min(1).max(65_535).default(80),
  /** Of the ONVIF device service (ONVIF Core, 5.10.2: the well-known entry point). */
  path: z
    .string()
    .regex(/^\/[\x21-\x7e]{0,255}$/)
    .default('/onvif/device_service'),
});
export type DeviceAddress = z.infer<typeof deviceAddressSchema>;

const discoveredDeviceSchema = z.object({
  address: deviceAddressSchema,
  name: z.string().max(200),
  hardware: z.string().max(200),
});
export type DiscoveredDevice = z.infer<typeof discoveredDeviceSchema>;

/** What the gateway answers to /internal/devices/discover: WS-Discovery on its own network. */
export const discoverySchema = z.object({ devices: z.array(discoveredDeviceSchema).max(512) });

/** POST /api/devices/discover. */
export const discoveryResponseSchema = z.object({
  devices: z
    .array(
      discoveredDeviceSchema.extend({
        /** Whether cameras of this device are registered already. */
        registered: z.boolean(),
      }),
    )
    .max(512),
});
export type DiscoveryResponse = z.infer<typeof discoveryResponseSchema>;

/** POST /api/devices/inspect and the gateway's /internal/devices/inspect. */
export const inspectRequestSchema = z.object({
  address: deviceAddressSchema,
  credentials: credentialsSchema,
});
export type InspectRequest = z.infer<typeof inspectRequestSchema>;

/**
 * Why a device could not be read. `unreachable` is one and the same answer for refused, closed and silent
 * addresses, so that registering cannot be used to scan a network; `forbidden_address` is said of every address
 * outside the allow-list before anything is sent, and so tells nothing of the network either.
 */
export const deviceErrors = [
  'forbidden_address',
  'unreachable',
  'unauthorized',
  'not_onvif',
  'no_video',
  'locked_out',
] as const;
export type DeviceError = (typeof deviceErrors)[number];

const deviceProfileSchema = z.object({
  token: z.string().max(128),
  name: z.string().max(128),
  /** `H264`, `H265`, `JPEG`, `MPEG4`, as the device says. */
  codec: z.string().max(32),
  width: z.number().int(),
  height: z.number().int(),
  frameRate: z.number().nullable(),
  /** With the registered host, whatever the device said. */
  rtspUrl: z.string().max(512),
});
export type DeviceProfile = z.infer<typeof deviceProfileSchema>;

/** One video source of a device: a camera has one, a recorder many. */
const deviceChannelSchema = z.object({
  source: z.string().max(128),
  name: z.string().max(200),
  main: deviceProfileSchema,
  sub: deviceProfileSchema.nullable(),
  ptz: z.boolean(),
});
export type DeviceChannel = z.infer<typeof deviceChannelSchema>;

export const deviceDescriptionSchema = z.object({
  manufacturer: z.string().max(200),
  model: z.string().max(200),
  firmware: z.string().max(200),
  serialNumber: z.string().max(200),
  /** The device's clock minus ours. */
  clockOffsetMs: z.number(),
  channels: z.array(deviceChannelSchema).max(128),
});
export type DeviceDescription = z.infer<typeof deviceDescriptionSchema>;

/** What the gateway answers to /internal/devices/inspect. */
export const inspectOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('read'), device: deviceDescriptionSchema }),
  z.object({ outcome: z.literal('failed'), error: z.enum(deviceErrors) }),
]);
export type InspectOutcome = z.infer<typeof inspectOutcomeSchema>;

/** How long the gateway keeps the picture of a stream that is not registered. */
export const PREVIEW_LIFETIME_MS = 5 * 60_000;

/**
 * POST /api/devices/preview (answered with a stream ticket) and the gateway's /internal/devices/preview: a picture
 * of a stream that is not registered yet. The gateway keeps it for `PREVIEW_LIFETIME_MS` under a camera id of its own.
 */
export const previewRequestSchema = z.object({
  rtspUrl: streamUrlSchema,
  credentials: credentialsSchema.nullable(),
});
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

export const previewOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('open'), cameraId: cameraIdSchema }),
  z.object({ outcome: z.literal('failed'), error: z.enum(['forbidden_address', 'too_many']) }),
]);
export type PreviewOutcome = z.infer<typeof previewOutcomeSchema>;

const cameraEntrySchema = z.object({
  /** 20 digits; null: the next free one of the org unit. */
  code: z
    .string()
    .regex(/^\d{20}$/)
    .nullable(),
  orgUnitId: orgUnitIdSchema,
  name: z.object({ zh: labelSchema(200), en: labelSchema(200) }),
  class: z.enum(cameraClasses),
  position: lonLatSchema,
  view: z.object({
    azimuthDeg: z.number().min(0).lt(360),
    angleDeg: z.number().min(1).max(360),
    rangeM: z.number().min(1).max(5000),
  }),
  mainUrl: streamUrlSchema,
  subUrl: streamUrlSchema.nullable(),
  /** The media profile through which it is moved; needed with `ptz`. */
  profileToken: z
    .string()
    .max(128)
    .regex(/^[^\p{C}]+$/u)
    .nullable(),
  ptz: z.boolean(),
});
export type CameraEntry = z.infer<typeof cameraEntrySchema>;

/** POST /api/cameras: registers channels of one device, all or none. Credentials are sealed and never read back. */
export const registerCamerasSchema = z
  .object({
    /** Null: a plain RTSP source without ONVIF. */
    address: deviceAddressSchema.nullable(),
    credentials: credentialsSchema.nullable(),
    cameras: z.array(cameraEntrySchema).min(1).max(64),
  })
  .check(({ value, issues }) => {
    for (const [index, { ptz, profileToken }] of value.cameras.entries()) {
      if (!ptz || (value.address !== null && profileToken !== null)) continue;
      const message = 'can be moved only through ONVIF, with a media profile';
      issues.push({ code: 'custom', input: ptz, path: ['cameras', index, 'ptz'], message });
    }
  });
export type RegisterCameras = z.infer<typeof registerCamerasSchema>;

export const registeredCamerasSchema = z.object({
  cameras: z.array(z.object({ id: cameraIdSchema, code: z.string() })),
});

/** POST /api/cameras/{id}/ptz, and the gateway's /internal/ptz. Velocities are −1…1: right, up and in are positive. */
export const ptzCommandSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('move'),
    pan: z.number().min(-1).max(1),
    tilt: z.number().min(-1).max(1),
    zoom: z.number().min(-1).max(1),
  }),
  z.object({ op: z.literal('stop') }),
  z.object({ op: z.literal('goto_preset'), preset: z.string().min(1).max(64) }),
  z.object({ op: z.literal('set_preset'), name: z.string().trim().min(1).max(64) }),
  z.object({ op: z.literal('list_presets') }),
]);
export type PtzCommand = z.infer<typeof ptzCommandSchema>;

export const ptzRequestSchema = z.object({ cameraId: cameraIdSchema, command: ptzCommandSchema });
export type PtzRequest = z.infer<typeof ptzRequestSchema>;

/** `presets` is empty for moves and stops; for preset commands it is the list as it is after them. */
export const ptzResponseSchema = z.object({
  presets: z.array(z.object({ token: z.string().max(64), name: z.string().max(64) })).max(256),
});
export type PtzResponse = z.infer<typeof ptzResponseSchema>;

/** What the gateway answers to /internal/ptz. `no_ptz`: unknown, or one that cannot be moved. */
export const ptzOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), ...ptzResponseSchema.shape }),
  z.object({
    outcome: z.literal('failed'),
    error: z.enum(['no_ptz', 'forbidden_address', 'unreachable', 'unauthorized', 'refused']),
  }),
]);
export type PtzOutcome = z.infer<typeof ptzOutcomeSchema>;
