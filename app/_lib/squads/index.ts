export { type SquadStatus, type SquadView, squadsOn } from './squad-store.ts';
export { followPositions, squadReader, squadStore } from './stores.ts';
