export { FeedHub, type FeedHubOptions } from './feed-hub.ts';
export {
  type FeedSocket,
  type FeedSocketHandlers,
  type OpenFeedSocket,
  openBrowserSocket,
} from './feed-socket.ts';
export { type FeedEvent, FeedSubscription, type FeedSubscriptionOptions } from './feed-subscription.ts';
