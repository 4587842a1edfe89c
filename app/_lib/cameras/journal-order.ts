import type { JournalPosition } from '#core/contracts';

/** Whether position `a` comes after `b`: by transaction, then by sequence, see `journalPositionSchema`. */
export function isAfter(a: JournalPosition, b: JournalPosition): boolean {
  const [aXid = '0', aSequence = '0'] = a.split('-');
  const [bXid = '0', bSequence = '0'] = b.split('-');
  return BigInt(aXid) === BigInt(bXid) ? BigInt(aSequence) > BigInt(bSequence) : BigInt(aXid) > BigInt(bXid);
}
