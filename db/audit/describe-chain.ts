import { assertNever } from '#core/kit';
import type { ChainRow } from './read-chain.ts';
import { type ChainBreak, type ChainReport, hex } from './verify-chain.ts';

/** A report in sentences, for the terminal: what was read, what to note down, and what does not fit. */
export function describeChain(report: ChainReport): string[] {
  const { rows, first, last, purge, broken, expectedFound } = report;
  const lines = [
    first === null || last === null
      ? `The audit log holds ${rows === 0 ? 'no rows' : 'no row that fits'}.`
      : `${rows} rows read: ${where(first)} to ${where(last)}.`,
  ];
  if (purge !== null) {
    const when = new Date(purge.atMs).toISOString();
    lines.push(
      `Rows up to ${purge.throughSeq} were taken out by ${purge.actorName} at ${when} (row ${purge.seq} says so).`,
    );
  }
  if (broken !== null) lines.push(`BROKEN: ${describeBreak(broken)}`);
  if (expectedFound === false)
    lines.push(
      'BROKEN: no row has the hash that was noted down. Rows at the end were taken out, or this is another log.',
    );
  if (broken === null && expectedFound !== false)
    lines.push(expectedFound ? 'The chain is whole, and holds the noted hash.' : 'The chain is whole.');
  if (last !== null)
    lines.push(`Note down, away from this machine: row ${last.seq} has the hash ${hex(last.hash)}`);
  return lines;
}

function describeBreak(broken: ChainBreak): string {
  switch (broken.kind) {
    case 'missing':
      return broken.seq === broken.throughSeq
        ? `row ${broken.seq} is missing.`
        : `rows ${broken.seq} to ${broken.throughSeq} are missing.`;
    case 'changed':
      return `${what(broken.row)} is not what was written: it was changed, or the row before it together with its hash.`;
    case 'hash_changed':
      return `${what(broken.row)} is as it was written, but the hash stored with it was changed.`;
    case 'inserted':
      return `${what(broken.row)} was put in; it was never written by the program.`;
    case 'exchanged':
      return `${what(broken.row)} is not in its place: the row that belongs there now has number ${broken.with}.`;
    default:
      return assertNever(broken);
  }
}

const where = ({ seq, atMs }: ChainRow): string => `row ${seq} (${new Date(atMs).toISOString()})`;
/** JSON keeps control characters in a forged row from reaching the terminal. */
const what = (row: ChainRow): string =>
  `${where(row)}, ${JSON.stringify(row.action)} by ${JSON.stringify(row.actorName)},`;
