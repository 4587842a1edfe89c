/** Where a gateway is. */
export interface GatewayPlace {
  /** The same after a restart, so that it gets back the cameras it had. */
  readonly id: string;
  /** How browsers reach it, without a slash at the end. */
  readonly publicUrl: string;
  /** How our own roles reach it. */
  readonly internalUrl: string;
}

/**
 * From a gateway's last word until its cameras are with another: 5 s until it counts as gone, 1 s until everybody has
 * looked. Players ask for tickets every few seconds meanwhile, and need a connection to the camera and a key frame.
 */
export const gatewayTiming = {
  /** How often a gateway says that it lives. */
  heartbeatMs: 1_500,
  /** Three heartbeats missed, and it counts as gone. */
  lapseMs: 5_000,
  /** How often the other roles look who lives. */
  watchMs: 1_000,
} as const;
