/** Large enough that a block serves many pieces; small, because one piece that lives on keeps its whole block. */
const BLOCK_BYTES = 256 * 1024;
/** Larger pieces get memory of their own, so that little is left over at the end of a block. */
const PIECE_BYTES_MAX = BLOCK_BYTES / 4;

let block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
let taken = 0;

/**
 * Memory for media on the way through, shared out of larger blocks; nobody else writes to it. What was there before is
 * still in it, so every byte must be written. For what lives as long as a part is made, not longer.
 *
 * The collector keeps a record of every piece of memory outside its heap and follows each up. A block has one record
 * in place of some thirty.
 */
export function takeMemory(byteLength: number): Uint8Array {
  if (byteLength > PIECE_BYTES_MAX) return Buffer.allocUnsafeSlow(byteLength);
  if (taken + byteLength > BLOCK_BYTES) {
    block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    taken = 0;
  }
  const piece = block.subarray(taken, taken + byteLength);
  taken += byteLength;
  return piece;
}
