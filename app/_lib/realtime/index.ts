export { connectRealtime, followJournal, type RealtimeState, realtimeStore } from './connect.ts';
export type { JournalReader } from './journal-readers.ts';
