import { z } from 'zod';

const percent = z.number().min(0).max(100);
const periodMs = z.number().int().min(100).max(3_600_000);

const side = z.number().int().min(16).max(1_920).multipleOf(2);

/** What can be wrong with a camera, and how badly. */
export const faultSchema = z.discriminatedUnion('fault', [
  /** No power: connections end, and new ones get no answer. */
  z.object({ fault: z.literal('stop') }),
  /** The sensor hangs: the last key frame's picture, over and over, with new timestamps. */
  z.object({ fault: z.literal('freeze') }),
  /** The lens is covered or the sensor dead: a black picture. */
  z.object({
    fault: z.literal('black'),
    /** As if the encoder had been set to another size. Default: that of the footage. */
    size: z.object({ width: side, height: side }).optional(),
  }),
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
  /** The microphone is dead: pictures go on. */
  z.object({ fault: z.literal('mute') }),
  /** All sessions taken: DESCRIBE and SETUP are refused, whoever plays goes on. */
  z.object({ fault: z.literal('refuse'), status: z.literal([453, 503]).default(453) }),
  /** The password was changed on the device. */
  z.object({ fault: z.literal('wrong-password') }),
  /** A loose plug: power for a while, then none, and so on. */
  z.object({
    fault: z.literal('flap'),
    upMs: periodMs.default(6_000),
    downMs: periodMs.default(3_000),
  }),
  /** The link is dead and neither end was told: connections stay open, nothing is answered, nothing comes. */
  z.object({ fault: z.literal('half-open') }),
  /** Somebody plays with the encoder: other parameter sets every so often, at a key frame. */
  z.object({ fault: z.literal('parameters'), everyMs: periodMs.default(4_000) }),
  /** The clock is set off and right again, in turns; time stamps and sender reports follow it. */
  z.object({
    fault: z.literal('clock-jump'),
    stepMs: z.number().int().min(-86_400_000).max(86_400_000).default(-60_000),
    everyMs: periodMs.default(10_000),
  }),
  /** Key frames of an absurd size. */
  z.object({
    fault: z.literal('oversized'),
    bytes: z.number().int().min(1_000).max(32_000_000).default(1_000_000),
  }),
  /** A processor at its end: answers come byte by byte, so slowly. */
  z.object({ fault: z.literal('trickle'), byteMs: z.number().int().min(1).max(60_000).default(500) }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** A camera's 20-digit code, or all of them. */
export const faultTargetSchema = z.union([z.literal('*'), z.string().regex(/^\d{20}$/)]);
export type FaultTarget = z.infer<typeof faultTargetSchema>;
