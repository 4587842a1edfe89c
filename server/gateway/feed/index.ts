export type { AcquireFeed } from './feed-connection.ts';
export { type FeedCounters, newFeedCounters } from './feed-counters.ts';
export { defaultFeedLimits, type FeedLimits } from './feed-limits.ts';
export { FeedServer } from './feed-server.ts';
export { StreamFeed } from './stream-feed.ts';
