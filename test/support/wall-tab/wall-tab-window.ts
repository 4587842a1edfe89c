import type { StreamTicket } from '#core/contracts';

/** How one tile fares. */
export interface TabTile {
  readonly state: string;
  readonly hasSound: boolean;
  readonly isMuted: boolean;
  /** Of the picture on screen, by the time that its camera took it; null before the first. */
  readonly ageMs: number | null;
  /** Pictures decoded since the player was made. */
  readonly frames: number;
  /** Between what is shown and the newest picture that is there, seconds; null without any. */
  readonly behindS: number | null;
  readonly bufferedS: number;
  readonly rate: number;
}

/** What `tab.ts` leaves in the page. */
export interface WallTabWindow {
  /** Shows the sub stream of each ticket's camera over the wall feed, a tile each. */
  openTiles(tickets: readonly StreamTicket[]): void;
  /** Stops all tiles, as a page does that nobody sees. */
  suspend(): void;
  show(): void;
  /** Has all tiles play as the single picture does, with their sound on. */
  listen(): void;
  readTiles(): TabTile[];
}
