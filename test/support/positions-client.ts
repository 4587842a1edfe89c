import { io, type Socket } from 'socket.io-client';
import type { PositionsServerEvents, SquadPositionUpdate } from '#core/contracts';

export type PositionsClient = Socket<PositionsServerEvents, Record<string, never>>;

/** Opens a socket of the namespace `/positions` as a browser would; it does not come back by itself. */
export function openPositionsClient(url: string, cookie: string, origin: string = url): PositionsClient {
  return io(`${url}/positions`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    extraHeaders: { ...(cookie && { cookie }), origin },
  });
}

/** Keeps what a client is sent, message by message. */
export class ReceivedPositions {
  readonly messages: (readonly SquadPositionUpdate[])[] = [];
  #check = () => {};

  constructor(client: PositionsClient) {
    client.on('positions', (message) => {
      this.messages.push(message);
      this.#check();
    });
  }

  /** Which squads it was told of. */
  get squads(): Set<string> {
    return new Set(this.messages.flat().map(({ squadId }) => squadId));
  }

  /** Waits until it was told that a squad is at `lon`. */
  at(squadId: string, lon: number): Promise<void> {
    return new Promise((resolve) => {
      this.#check = () => {
        const isThere = this.messages
          .flat()
          .some((update) => update.squadId === squadId && update.lon === lon);
        if (isThere) resolve();
      };
      this.#check();
    });
  }
}
