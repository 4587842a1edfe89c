/** Lends bytes as the media path does: when `use` has returned, others are there in their place. */
export function lend(bytes: Uint8Array, use: (lent: Uint8Array) => void): void {
  const lent = Buffer.from(bytes);
  use(lent);
  lent.fill(0xee);
}
