import { StreamFollower } from '#test/hls-checker/index';
import { serve } from '../serve.ts';

export interface FollowedStream {
  readonly playlistUrl: string;
  readonly ticket: string;
}

/** Hundreds of streams on one machine: whoever waits for the CPU is not late. */
const LATE_MS = 5_000;

let isOver = false;
let following: Promise<unknown> = Promise.resolve();
const followers: StreamFollower[] = [];
const failures: string[] = [];

const api = {
  /** Begins to follow the streams with the strict checker of playlists. */
  follow(streams: readonly FollowedStream[]): void {
    followers.push(
      ...streams.map(
        ({ playlistUrl, ticket }) =>
          new StreamFollower({
            playlistUrl,
            headers: () => ({ authorization: `Bearer ${ticket}` }),
            lateMs: LATE_MS,
          }),
      ),
    );
    following = Promise.all(followers.map(followToTheEnd));
  },
  /** Ends it. @returns what was looked at and what was wrong */
  async end(): Promise<{ playlists: number; violations: string[] }> {
    isOver = true;
    await following;
    const playlists = followers.reduce((total, { figures }) => total + figures.playlists, 0);
    const violations = [...followers.flatMap((follower) => follower.violations), ...failures];
    return { playlists, violations };
  },
};
export type FollowersApi = typeof api;

/** A stream that can be followed no further is a breach like any other. */
async function followToTheEnd(follower: StreamFollower): Promise<void> {
  try {
    await follower.follow(() => isOver);
  } catch (error) {
    failures.push(String(error));
  }
}

serve(api);
