import { openDiscardingStream } from './discarding-stream.ts';
import { serve } from './serve.ts';
import { ownUsage } from './usage.ts';

/** Connects under way at once. */
const OPENING_MAX = 20;

let receivedBytes = 0;

const api = {
  /** Plays all of these over RTSP/TCP and throws away what comes. */
  async open(urls: readonly string[]): Promise<void> {
    const waiting = [...urls];
    const openOneByOne = async (): Promise<void> => {
      for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
        await openDiscardingStream(url, (bytes) => {
          receivedBytes += bytes;
        });
      }
    };
    await Promise.all(Array.from({ length: OPENING_MAX }, openOneByOne));
  },
  usage: () => ({ ...ownUsage(), receivedBytes }),
};
export type NullReaderApi = typeof api;

serve(api);
