/** Bounds on what a peer can make us hold. Real cameras stay far below them. */
export const rtspLimits = {
  lineBytesMax: 4_096,
  headersMax: 64,
  headBytesMax: 16_384,
  bodyBytesMax: 131_072,
} as const;
