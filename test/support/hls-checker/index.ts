export { readBoxes } from './boxes.ts';
export { checkPlaylist } from './check-playlist.ts';
export { StreamFollower } from './follow-stream.ts';
export { type ParsedPlaylist, parsePlaylist } from './parse-playlist.ts';
export { PlaylistHistory } from './playlist-history.ts';
