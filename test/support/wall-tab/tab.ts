/** Runs in the browser: the players of a wall, without the wall around them. */
import type { StreamTicket } from '#core/contracts';
import { systemClock } from '#core/kit';
import { FeedHub, openBrowserSocket } from '../../../app/_lib/feed/index.ts';
import {
  openBrowserSource,
  StartQueue,
  type StreamingServices,
  TicketStore,
  TilePlayer,
} from '../../../app/_lib/player/index.ts';
import { ticker } from '../../../app/_lib/time/index.ts';
import type { TabTile, WallTabWindow } from './wall-tab-window.ts';

const scope = window as unknown as WallTabWindow;
const players: TilePlayer[] = [];

scope.openTiles = (tickets: readonly StreamTicket[]) => {
  const services = servicesWith(tickets);
  for (const { cameraId } of tickets) {
    const host = document.createElement('div');
    document.body.append(host);
    const player = new TilePlayer({
      ...{ cameraId, host, services, openSource: openBrowserSource },
      health: () => ({ state: 'unknown' }),
    });
    ticker.add(() => player.refresh());
    players.push(player);
  }
  scope.show();
};
scope.show = () => {
  for (const player of players) player.show('sub', 'feed');
};
scope.listen = () => {
  for (const player of players) {
    player.show('sub', 'hls');
    player.listen(true);
  }
};
scope.suspend = () => {
  for (const player of players) player.suspend();
};
scope.readTiles = () => players.map(read);

function servicesWith(tickets: readonly StreamTicket[]): StreamingServices {
  const common = { clock: systemClock, random: Math.random };
  return {
    ...common,
    serverNow: () => Date.now(),
    tickets: new TicketStore({
      ...{ ...common, serverNow: () => Date.now(), statusOf: () => 0 },
      request: async (wanted) =>
        tickets.filter(({ cameraId }) => wanted.some((stream) => stream.cameraId === cameraId)),
    }),
    feeds: new FeedHub({ ...common, openSocket: openBrowserSocket }),
    starts: new StartQueue(systemClock),
  };
}

function read(player: TilePlayer): TabTile {
  const { picture } = player;
  const video = document.querySelector<HTMLVideoElement>(`video[data-camera-id="${picture?.name.cameraId}"]`);
  const buffered = video?.buffered;
  const hasMedia = buffered !== undefined && buffered.length > 0;
  const endS = hasMedia ? buffered.end(buffered.length - 1) : 0;
  const lastMs = picture?.lastCaptureMs ?? null;
  return {
    state: player.view.get().picture.state,
    hasSound: player.view.get().hasSound,
    isMuted: video?.muted ?? true,
    ageMs: lastMs === null ? null : Date.now() - lastMs,
    frames: picture?.quality.decoded ?? 0,
    behindS: hasMedia && video !== null ? endS - video.currentTime : null,
    bufferedS: hasMedia ? endS - buffered.start(0) : 0,
    rate: video?.playbackRate ?? 1,
  };
}
