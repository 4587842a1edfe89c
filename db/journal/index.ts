export { appendEntries } from './append.ts';
export { comparePositions, journalStart } from './position.ts';
export { currentPosition, type ReadAfterOptions, readAfter } from './read.ts';
export { type JournalTail, TAIL_BATCH_MAX, type TailOptions, tailJournal } from './tail.ts';
