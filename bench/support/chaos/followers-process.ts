import { StreamFollower } from '#test/hls-checker/index';
import { serve } from '../serve.ts';

export interface FollowedStream {
  readonly playlistUrl: string;
  readonly ticket: string;
}

let isOver = false;
let following: Promise<unknown> = Promise.resolve();
const followers: StreamFollower[] = [];

const api = {
  /** Begins to follow the streams with the strict checker of playlists. */
  follow(streams: readonly FollowedStream[]): void {
    followers.push(
      ...streams.map(
        ({ playlistUrl, ticket }) =>
          new StreamFollower(playlistUrl, () => ({ authorization: `Bearer ${ticket}` })),
      ),
    );
    following = Promise.all(followers.map((follower) => follower.follow(() => isOver)));
  },
  /** Ends it. Rejects if a stream could not be followed. @returns what was looked at and what was wrong */
  async end(): Promise<{ playlists: number; parts: number; violations: string[] }> {
    isOver = true;
    await following;
    const sum = (of: 'playlists' | 'parts') =>
      followers.reduce((total, { figures }) => total + figures[of], 0);
    const violations = followers.flatMap((follower) => follower.violations);
    return { playlists: sum('playlists'), parts: sum('parts'), violations };
  },
};
export type FollowersApi = typeof api;

serve(api);
