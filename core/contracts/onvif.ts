import { z } from 'zod';
import { cameraClasses } from '#core/camera';
import { localizedTextSchema } from '#core/kit';
import { lonLatSchema } from './alerts.ts';
import { cameraIdSchema, orgUnitIdSchema } from './ids.ts';

const credentialsSchema = z.object({ username: z.string().min(1).max(64), password: z.string().max(128) });

/** An address as an administrator enters it. */
export const deviceAddressSchema = z.object({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535).default(80),
});

/** POST /api/devices/discover, and the gateway's /internal/devices/discover: WS-Discovery on its own network. */
export const discoveryResponseSchema = z.object({
  devices: z.array(
    z.object({ host: z.string(), port: z.number().int(), name: z.string(), hardware: z.string() }),
  ),
});

/** POST /api/devices/inspect, and the gateway's /internal/devices/inspect. */
export const inspectRequestSchema = z.object({
  address: deviceAddressSchema,
  credentials: credentialsSchema,
});

/**
 * Why a device could not be read. `unreachable` is one and the same answer for refused, closed, silent and
 * forbidden addresses of the network, so that registering cannot be used to scan it; `forbidden_address` is said
 * only of what the rules refuse for everybody (loopback, link-local, metadata, not in the allow-list).
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

export const deviceProfileSchema = z.object({
  token: z.string(),
  name: z.string(),
  codec: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  frameRate: z.number().nullable(),
  /** With the registered host and port, whatever the device said. */
  rtspUrl: z.string(),
});

/** One channel of a device: a camera has one, a recorder many. */
export const deviceChannelSchema = z.object({
  source: z.string(),
  name: z.string(),
  main: deviceProfileSchema,
  sub: deviceProfileSchema.nullable(),
  ptz: z.boolean(),
});

export const deviceDescriptionSchema = z.object({
  manufacturer: z.string(),
  model: z.string(),
  firmware: z.string(),
  serialNumber: z.string(),
  clockOffsetMs: z.number(),
  channels: z.array(deviceChannelSchema),
});
export type DeviceDescription = z.infer<typeof deviceDescriptionSchema>;

/** POST /api/cameras: registers channels of one device. Credentials are sealed and can never be read back. */
export const registerCamerasSchema = z.object({
  address: deviceAddressSchema.nullable(),
  credentials: credentialsSchema.nullable(),
  cameras: z
    .array(
      z.object({
        code: z.string().regex(/^\d{20}$/),
        orgUnitId: orgUnitIdSchema,
        name: localizedTextSchema,
        class: z.enum(cameraClasses),
        position: lonLatSchema,
        view: z.object({
          azimuthDeg: z.number().min(0).lt(360),
          angleDeg: z.number().min(1).max(360),
          rangeM: z.number().min(1).max(5000),
        }),
        mainUrl: z.string().max(512),
        subUrl: z.string().max(512).nullable(),
        profileToken: z.string().max(128).nullable(),
        ptz: z.boolean(),
      }),
    )
    .min(1)
    .max(64),
});

/** POST /api/cameras/{id}/ptz, and the gateway's /internal/ptz. Velocities are −1…1. */
export const ptzCommandSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('move'),
    pan: z.number().min(-1).max(1),
    tilt: z.number().min(-1).max(1),
    zoom: z.number().min(-1).max(1),
  }),
  z.object({ op: z.literal('stop') }),
  z.object({ op: z.literal('goto_preset'), preset: z.string().max(64) }),
  z.object({ op: z.literal('set_preset'), name: z.string().trim().min(1).max(64) }),
  z.object({ op: z.literal('list_presets') }),
]);
export type PtzCommand = z.infer<typeof ptzCommandSchema>;

export const ptzRequestSchema = z.object({ cameraId: cameraIdSchema, command: ptzCommandSchema });
export const ptzResponseSchema = z.object({
  presets: z.array(z.object({ token: z.string(), name: z.string() })),
});
