import { totalmem } from 'node:os';
import process from 'node:process';

const MEBIBYTE = 2 ** 20;

/**
 * For the Node of a process that is a gateway: `node ARGUMENTS server/main.ts gateway`. It works without them too, at
 * three times the CPU time. V8 counts media, which lie outside its heap, against the limits of a heap that is hardly
 * used here, and so collects everything each time that a few megabytes have come in: measured with 100 streams of
 * 2 Mb/s, seven times a second, mostly for nothing.
 * - The heap counts as small up to half a gigabyte. Collections then begin when media have grown by 64 MiB.
 * - Media past half of the largest heap that is allowed would make V8 collect without a pause. What a thousand streams
 *   keep for viewers is more than that and no leak, so the machine's memory is the limit.
 */
export function gatewayNodeArguments(): string[] {
  // 0, or more than there is, where nothing but the machine is the limit.
  const available = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
  return ['--initial-old-space-size=512', `--max-old-space-size=${Math.floor(available / MEBIBYTE)}`];
}
