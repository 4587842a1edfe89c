import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process holds once everything it could let go of is gone. */
export interface Memory {
  readonly rssBytes: number;
  /** Objects, and buffers outside the heap. */
  readonly liveBytes: number;
}

/** Of this process. Collects all garbage first, which takes it some tenths of a second. */
export function ownMemory(): Memory {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // Buffers are let go of by finalisers, which may only run after a first collection.
  collect();
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssBytes: rss, liveBytes: heapUsed + external };
}
