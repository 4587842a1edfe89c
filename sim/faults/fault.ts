import { z } from 'zod';

const percent = z.number().min(0).max(100);

/** What can be wrong with a camera, and how badly. */
export const faultSchema = z.discriminatedUnion('fault', [
  /** No power: connections end, and new ones get no answer. */
  z.object({ fault: z.literal('stop') }),
  /** The sensor hangs: the last key frame's picture, over and over, with new timestamps. */
  z.object({ fault: z.literal('freeze') }),
  /** The lens is covered or the sensor dead: a black picture. */
  z.object({ fault: z.literal('black') }),
  /** Broken firmware: random bytes between the packets and inside them. */
  z.object({ fault: z.literal('garbage'), percent: percent.default(10) }),
  /** A bad link: this share of the packets never arrives. */
  z.object({ fault: z.literal('drop'), percent: percent.default(5) }),
  /** A thin link: everything arrives late, and no faster than this. */
  z.object({
    fault: z.literal('slow'),
    delayMs: z.number().int().min(0).max(60_000).default(2_000),
    bitsPerSecond: z.number().int().min(1_000).optional(),
  }),
  /** The encoder hangs: RTSP answers, but no media comes. */
  z.object({ fault: z.literal('stall') }),
  /** All sessions taken: DESCRIBE and SETUP are refused, whoever plays goes on. */
  z.object({ fault: z.literal('refuse'), status: z.literal([453, 503]).default(453) }),
  /** The password was changed on the device. */
  z.object({ fault: z.literal('wrong-password') }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** A camera's 20-digit code, or all of them. */
export const faultTargetSchema = z.union([z.literal('*'), z.string().regex(/^\d{20}$/)]);
export type FaultTarget = z.infer<typeof faultTargetSchema>;
