import { FeedPipeline } from './feed-pipeline.ts';
import { FeedSource } from './feed-source.ts';
import { HlsSource } from './hls-source.ts';
import type { OpenSource } from './picture.ts';

/** Opens the browser's players. */
export const openBrowserSource: OpenSource = (transport, options) => {
  if (transport === 'hls') return new HlsSource(options);
  const { video } = options;
  return new FeedSource({
    ...options,
    openSink: (onFailure) => new FeedPipeline({ video, onFailure }),
  });
};

/** Whether the wall feed can be played here; Safari on a telephone has no MediaSource. */
export function feedIsPlayable(): boolean {
  return typeof MediaSource === 'function';
}
