/**
 * `npm run audit:verify [-- --expect HASH] [--newest COUNT]`: follows the chain of the audit log from its first row to
 * its newest, names the first that does not fit, and says which hash to note down. May run while the installation
 * does. Exit code 0: whole; 1: broken; 78: could not be asked.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { describeChain, verifyChain } from '#db/audit';
import { runAuditCommand } from './audit/run-audit-command.ts';

await runAuditCommand(async ({ db }, { refuse }) => {
  const { values } = parseArgs({ options: { expect: { type: 'string' }, newest: { type: 'string' } } });
  const { expect, newest } = values;
  if (expect !== undefined && !/^[0-9a-f]{64}$/i.test(expect))
    refuse('--expect takes a hash as this command prints it: 64 digits and letters from a to f.');
  if (newest !== undefined && !/^[1-9]\d{0,9}$/.test(newest)) refuse('--newest takes a number of rows.');
  const report = await verifyChain(db, {
    ...(expect !== undefined && { expect: Buffer.from(expect, 'hex') }),
    ...(newest !== undefined && { newest: Number(newest) }),
  });
  for (const line of describeChain(report)) console.log(line);
  process.exitCode = report.broken === null && report.expectedFound !== false ? 0 : 1;
});
