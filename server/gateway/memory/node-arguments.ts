import { totalmem } from 'node:os';
import process from 'node:process';

const MEBIBYTE = 2 ** 20;

/**
 * For the Node of a process that is a gateway: `node ARGUMENTS server/main.ts gateway`. It works without them too. V8
 * counts media, which lie outside its heap, by rules made for heaps, and so collects everything each time that 64 MiB of
 * them have come in since it last did; when a thousand streams begin, that is four times a second, for nothing.
 * - Media count towards the same limit as the heap, so that collections begin when both have grown by a share. What is
 *   in use again and again does not grow (`BufferPool`); what streams leave that have ended waits for that.
 * - Until the first collection that limit is 128 MiB of heap.
 * - Media past half of the largest heap that is allowed would make V8 collect without a pause. What a thousand streams
 *   keep for viewers is more than that and no leak, so the machine's memory is the limit.
 */
export function gatewayNodeArguments(): string[] {
  // 0, or more than there is, where nothing but the machine is the limit.
  const available = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
  return [
    '--external-memory-accounted-in-global-limit',
    '--initial-old-space-size=128',
    `--max-old-space-size=${Math.floor(available / MEBIBYTE)}`,
  ];
}
