import { findBox, readFragment } from './boxes.ts';
import { type ParsedPart, type ParsedPlaylist, type ParsedSegment, parsePlaylist } from './parse-playlist.ts';
import { PlaylistHistory } from './playlist-history.ts';

/** A client that asks for everything it may and believes nothing. */
export class StreamFollower {
  readonly history = new PlaylistHistory();
  readonly #playlistUrl: string;
  readonly #headers: () => Record<string, string>;
  /** Bytes of parts by URI, all fetched through their preload hints. */
  readonly #parts = new Map<string, Promise<Uint8Array | null>>();
  readonly #checkedSegments = new Set<string>();
  readonly #maps = new Set<string>();
  #endTicks: number | null = null;
  #checkedParts = new Set<string>();
  #timeouts = 0;
  #deltas = 0;

  /** @param headers made anew for every request, so that tickets can be renewed */
  constructor(playlistUrl: string, headers: () => Record<string, string>) {
    this.#playlistUrl = playlistUrl;
    this.#headers = headers;
  }

  /** Everything found wrong, in words. */
  get violations(): readonly string[] {
    return this.history.violations;
  }

  /** What was looked at, to see that a test was worth its name. */
  get figures() {
    return {
      playlists: this.history.seen,
      deltas: this.#deltas,
      parts: this.#checkedParts.size,
      segments: this.#checkedSegments.size,
      maps: this.#maps.size,
      timeouts: this.#timeouts,
    };
  }

  /** Follows the stream until `done` holds, which is looked at after each playlist. */
  async follow(done: (playlist: ParsedPlaylist) => boolean): Promise<void> {
    let playlist = await this.#load('');
    while (playlist === null || !done(playlist)) {
      if (playlist === null) playlist = await this.#load('');
      else playlist = (await this.#next(playlist)) ?? playlist;
    }
  }

  /** Asks for the next part, every other time as a delta, and in parallel for the part hinted. */
  async #next(playlist: ParsedPlaylist): Promise<ParsedPlaylist | null> {
    const open = playlist.segments.at(-1);
    const mediaSequence = playlist.mediaSequence + playlist.segments.length - 1;
    const part = open?.parts.length ?? 0;
    this.#fetchHint(playlist);
    const skip = this.history.seen % 2 === 0 ? '&_HLS_skip=YES' : '';
    const next = await this.#load(`?_HLS_msn=${mediaSequence}&_HLS_part=${part}${skip}`);
    if (next !== null && !contains(next, mediaSequence, part)) {
      this.#say(`asked for part ${part} of ${mediaSequence}, which the answer lacks`);
    }
    return next;
  }

  async #load(query: string): Promise<ParsedPlaylist | null> {
    const response = await fetch(this.#playlistUrl + query, { headers: this.#headers() });
    const text = await response.text();
    if (response.status === 503) {
      this.#timeouts += 1;
      return null;
    }
    if (response.status !== 200) throw new Error(`playlist${query}: ${response.status} ${text}`);
    const received = parsePlaylist(text);
    if (received.skippedSegments > 0) this.#deltas += 1;
    const playlist = this.history.add(received);
    await this.#checkMedia(playlist);
    return playlist;
  }

  #fetchHint({ preloadHint }: ParsedPlaylist): void {
    if (preloadHint === null || this.#parts.has(preloadHint)) return;
    this.#parts.set(
      preloadHint,
      this.#fetch(preloadHint).catch(() => null),
    );
  }

  /** @returns null when the server gave up waiting for it */
  async #fetch(uri: string): Promise<Uint8Array | null> {
    const response = await fetch(new URL(uri, this.#playlistUrl), { headers: this.#headers() });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status === 503) return null;
    if (response.status !== 200) this.#say(`${uri}: ${response.status}`);
    return bytes;
  }

  async #checkMedia(playlist: ParsedPlaylist): Promise<void> {
    for (const segment of playlist.segments) {
      await this.#checkMap(segment);
      for (const part of segment.parts) {
        if (!this.#parts.has(part.uri) || this.#checkedParts.has(part.uri)) continue;
        this.#checkedParts.add(part.uri);
        await this.#checkPart(part);
      }
      await this.#checkSegment(segment);
    }
  }

  async #checkMap({ mapUri }: ParsedSegment): Promise<void> {
    if (mapUri === null || this.#maps.has(mapUri)) return;
    this.#maps.add(mapUri);
    const init = await this.#fetch(mapUri);
    if (init === null) this.#say(`${mapUri} did not come`);
    else findBox(init, 'moov/trak/mdia/minf/stbl/stsd');
  }

  async #checkPart(part: ParsedPart): Promise<void> {
    const bytes = (await this.#parts.get(part.uri)) ?? (await this.#fetch(part.uri));
    if (bytes === null) return this.#say(`${part.uri} is listed but did not come`);
    this.#parts.set(part.uri, Promise.resolve(bytes));
    const { samples } = readFragment(bytes);
    const ticks = samples.reduce((sum, sample) => sum + sample.durationTicks, 0);
    if (Math.abs(ticks / 90_000 - part.durationS) > 1e-5) this.#say(`${part.uri} lasts ${ticks} ticks`);
    if (samples[0]?.keyFrame !== part.independent) this.#say(`${part.uri} is not as independent as it says`);
    const startTicks = samples[0]?.decodeTicks ?? 0;
    if (this.#endTicks !== null && startTicks !== this.#endTicks) {
      this.#say(`${part.uri} starts at ${startTicks}, the one before ended at ${this.#endTicks}`);
    }
    this.#endTicks = startTicks + ticks;
  }

  /** A complete segment whose parts we all have must be exactly those. */
  async #checkSegment(segment: ParsedSegment): Promise<void> {
    const { uri, parts } = segment;
    if (uri === null || parts.length === 0 || this.#checkedSegments.has(uri)) return;
    const pieces = await Promise.all(parts.map((part) => this.#parts.get(part.uri) ?? null));
    if (pieces.some((piece) => piece === null)) return;
    this.#checkedSegments.add(uri);
    const whole = await this.#fetch(uri);
    const expected = Buffer.concat(pieces.filter((piece) => piece !== null));
    if (whole === null || Buffer.compare(whole, expected) !== 0) this.#say(`${uri} is not its parts`);
  }

  #say(what: string): void {
    this.history.violations.push(what);
  }
}

function contains(playlist: ParsedPlaylist, mediaSequence: number, part: number): boolean {
  const segment = playlist.segments[mediaSequence - playlist.mediaSequence];
  if (segment === undefined) return false;
  const isLast = mediaSequence === playlist.mediaSequence + playlist.segments.length - 1;
  return !isLast || part < segment.parts.length;
}
