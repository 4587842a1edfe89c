export * from './feed.ts';
export * from './http.ts';
export * from './ids.ts';
export * from './jobs.ts';
export * from './journal.ts';
export * from './probe.ts';
export * from './socket.ts';
export * from './stream-ticket.ts';
