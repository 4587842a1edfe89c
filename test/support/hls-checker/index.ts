export { type Box, findBox, type ReadSample, readBoxes, readFragment } from './boxes.ts';
export { checkPlaylist } from './check-playlist.ts';
export { type ParsedPlaylist, type ParsedSegment, parsePlaylist } from './parse-playlist.ts';
export { PlaylistHistory } from './playlist-history.ts';
