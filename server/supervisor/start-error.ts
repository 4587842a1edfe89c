import { StartError } from '#core/kit';

/** The exit code of a role that gave up for such a reason (EX_CONFIG of sysexits.h). */
export const START_ERROR_EXIT_CODE = 78;

/** Turns what the operating system says at start-up into such a sentence; null when it is something else. */
export function explainStartError(error: unknown): StartError | null {
  if (error instanceof StartError) return error;
  if (!(error instanceof Error)) return null;
  const { code, path, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  const where = path === undefined ? 'the data folder' : `“${path}”`;
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is in use by another program. Stop that program, or choose other ports with ` +
          'BEACONWALL_PORT, BEACONWALL_GATEWAY_PORT, BEACONWALL_METRICS_PORT and BEACONWALL_WORKER_PORT.',
      );
    case 'EADDRNOTAVAIL':
      return new StartError(`This machine has no address ${address}. Set BEACONWALL_HOST to one it has.`);
    case 'EEXIST':
    case 'ENOTDIR':
      return new StartError(
        `${where} is not a folder. Set BEACONWALL_DATA_DIR to one, or remove what is there.`,
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new StartError(
        `Beaconwall may not write to ${where}. Give this user the right to, or set BEACONWALL_DATA_DIR to a folder it may write to.`,
      );
    case 'ENOSPC':
      return new StartError(
        `The disk that holds ${where} is full. Free at least 1 GB, or set BEACONWALL_DATA_DIR to a folder on another disk.`,
      );
    default:
      return null;
  }
}
