export { followJournal, type OutboxOptions } from './follow-journal.ts';
