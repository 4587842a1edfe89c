export { type SquadStatus, SquadStore, type SquadView, squadsOn } from './squad-store.ts';
export { followPositions, squadReader, squadStore } from './stores.ts';
