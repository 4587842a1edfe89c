export { type Viewer, ViewingBook } from './viewing-book.ts';
export type { Viewing, ViewingSink } from './viewing-sink.ts';
