export { feedIsPlayable, openBrowserSource } from './open-browser-source.ts';
export type { Picture, Transport } from './picture.ts';
export type { StreamingServices } from './picture-source.ts';
export type { PictureState, Recovery } from './picture-state.ts';
export { StartQueue } from './start-queue.ts';
export type { StreamName } from './stream-name.ts';
export { TicketStore } from './ticket-store.ts';
export { TilePlayer, type TileView } from './tile-player.ts';
