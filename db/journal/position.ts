import type { JournalPosition } from '#core/contracts';

/** Before every entry. */
export const journalStart = '0-0' as JournalPosition;

/** Takes a position apart. The numbers are 64 bits wide, so they are bigints. */
export function parsePosition(position: JournalPosition): { readonly xid: bigint; readonly seq: bigint } {
  const [xid = '0', seq = '0'] = position.split('-');
  return { xid: BigInt(xid), seq: BigInt(seq) };
}

/** Negative when `a` comes before `b`, positive when after, 0 when they are the same place. */
export function comparePositions(a: JournalPosition, b: JournalPosition): number {
  const [left, right] = [parsePosition(a), parsePosition(b)];
  const difference = left.xid === right.xid ? left.seq - right.seq : left.xid - right.xid;
  return Number(difference > 0n) - Number(difference < 0n);
}
