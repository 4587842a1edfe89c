export { appendEntries } from './append.ts';
export { moveCursor, readCursor } from './cursor.ts';
export { comparePositions, journalStart } from './position.ts';
export { currentPosition, type ReadAfterOptions, readAfter, readSubjects, readUnsettled } from './read.ts';
export { type JournalTail, TAIL_BATCH_MAX, type TailOptions, tailJournal } from './tail.ts';
