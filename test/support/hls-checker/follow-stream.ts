import { findCaptureTime } from '#core/contracts';
import { findBox, readAudioFragment, readFragment, splitPart } from './boxes.ts';
import { type ParsedPart, type ParsedPlaylist, type ParsedSegment, parsePlaylist } from './parse-playlist.ts';
import { PlaylistHistory } from './playlist-history.ts';

/** A client that asks so long after it read of something may find it gone. */
const GRACE_MS = 4_000;

export interface FollowerOptions {
  readonly playlistUrl: string;
  /** Made anew for every request, so that tickets can be renewed. */
  readonly headers: () => Record<string, string>;
  /** Monotonic. */
  readonly nowMs?: () => number;
  /** How much later than a part the playlist may come that waited for it; a busy machine needs a second. */
  readonly lateMs?: number;
}

/** A client that asks for everything it may and believes nothing. */
export class StreamFollower {
  readonly history = new PlaylistHistory();
  readonly #playlistUrl: string;
  readonly #headers: () => Record<string, string>;
  /** Bytes of parts by URI, all fetched through their preload hints. */
  readonly #parts = new Map<string, Promise<Uint8Array | null>>();
  /** When those parts were there, by `nowMs`. */
  readonly #arrivedMs = new Map<string, number>();
  readonly #nowMs: () => number;
  readonly #lateMs: number;
  /** When the last playlist came. */
  #loadedMs = 0;
  readonly #checkedSegments = new Set<string>();
  readonly #maps = new Set<string>();
  /** The part checked last, and where it ended; null when its end says nothing about the next. */
  #lastPart = '';
  #endTicks: number | null = null;
  #soundEndTicks: number | null = null;
  #checkedParts = new Set<string>();
  #timeouts = 0;
  #deltas = 0;
  #latestMs = 0;
  #dateErrorMs = 0;

  constructor({ playlistUrl, headers, nowMs, lateMs }: FollowerOptions) {
    this.#playlistUrl = playlistUrl;
    this.#headers = headers;
    this.#nowMs = nowMs ?? (() => performance.now());
    this.#lateMs = lateMs ?? 1_000;
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
      /** How long the latest blocking playlist came behind the part it waited for. */
      latestMs: this.#latestMs,
      /** The largest distance of EXT-X-PROGRAM-DATE-TIME from the time that the picture itself carries. */
      dateErrorMs: this.#dateErrorMs,
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
    const hint = this.#fetchHint(playlist);
    const skip = this.history.seen % 2 === 0 ? '&_HLS_skip=YES' : '';
    const next = await this.#load(`?_HLS_msn=${mediaSequence}&_HLS_part=${part}${skip}`, hint);
    if (next !== null && !contains(next, mediaSequence, part)) {
      this.#say(`asked for part ${part} of ${mediaSequence}, which the answer lacks`);
    }
    return next;
  }

  /** @param awaited the part that the answer has to wait for, as it is hinted */
  async #load(query: string, awaited: string | null = null): Promise<ParsedPlaylist | null> {
    const response = await fetch(this.#playlistUrl + query, { headers: this.#headers() });
    const text = await response.text();
    this.#checkPunctuality(awaited);
    this.#loadedMs = this.#nowMs();
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

  /** Playlist and part were asked for together and waited for the same thing; neither may keep a client waiting. */
  #checkPunctuality(awaited: string | null): void {
    const arrivedMs = awaited === null ? undefined : this.#arrivedMs.get(awaited);
    if (arrivedMs === undefined) return;
    const lateMs = this.#nowMs() - arrivedMs;
    this.#latestMs = Math.max(this.#latestMs, lateMs);
    if (lateMs > this.#lateMs) this.#say(`a playlist came ${Math.round(lateMs)} ms later than ${awaited}`);
  }

  #fetchHint({ preloadHint }: ParsedPlaylist): string | null {
    if (preloadHint === null || this.#parts.has(preloadHint)) return preloadHint;
    const bytes = this.#fetch(preloadHint).catch(() => null);
    this.#parts.set(preloadHint, bytes);
    void bytes.then((came) => came !== null && this.#arrivedMs.set(preloadHint, this.#nowMs()));
    return preloadHint;
  }

  /** @returns null when the server gave up waiting for it, or has no such thing */
  async #fetch(uri: string): Promise<Uint8Array | null> {
    const response = await fetch(new URL(uri, this.#playlistUrl), { headers: this.#headers() });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status === 200) return bytes;
    if (response.status !== 503 && !this.#isTooLate()) this.#say(`${uri}: ${response.status}`);
    return null;
  }

  async #checkMedia(playlist: ParsedPlaylist): Promise<void> {
    const listed = playlist.segments.flatMap((segment) => segment.parts.map((part) => part.uri));
    // After a long absence what was checked last has left the list, and what comes next does not follow it.
    const last = listed.indexOf(this.#lastPart);
    if (last < 0) {
      this.#endTicks = null;
      this.#soundEndTicks = null;
    }
    const following = new Set(last < 0 ? [] : listed.slice(last + 1));
    for (const segment of playlist.segments) {
      await this.#checkMap(segment);
      for (const [index, part] of segment.parts.entries()) {
        const isWanted = this.#parts.has(part.uri) || following.has(part.uri);
        if (!isWanted || this.#checkedParts.has(part.uri)) continue;
        this.#checkedParts.add(part.uri);
        this.#lastPart = part.uri;
        await this.#checkPart(part, index === 0 ? segment.programDateTimeMs : null);
      }
      await this.#checkSegment(segment);
    }
    this.#forgetUnlisted(playlist);
  }

  /** What left the playlist is done with; a stream may be followed for hours. */
  #forgetUnlisted({ segments, preloadHint }: ParsedPlaylist): void {
    const listed = new Set(segments.flatMap(({ parts }) => parts.map(({ uri }) => uri)));
    for (const uri of this.#parts.keys()) {
      if (listed.has(uri) || uri === preloadHint) continue;
      this.#parts.delete(uri);
      this.#arrivedMs.delete(uri);
    }
  }

  async #checkMap({ mapUri }: ParsedSegment): Promise<void> {
    if (mapUri === null || this.#maps.has(mapUri)) return;
    this.#maps.add(mapUri);
    const init = await this.#fetch(mapUri);
    if (init === null) this.#say(`${mapUri} did not come`);
    else findBox(init, 'moov/trak/mdia/minf/stbl/stsd');
  }

  /** @param dateMs what the playlist says of its first picture, if anything */
  async #checkPart(part: ParsedPart, dateMs: number | null): Promise<void> {
    const bytes = (await this.#parts.get(part.uri)) ?? (await this.#fetch(part.uri));
    if (bytes === null) {
      this.#endTicks = null;
      if (!this.#isTooLate()) this.#say(`${part.uri} is listed but did not come`);
      return;
    }
    this.#parts.set(part.uri, Promise.resolve(bytes));
    const { pictures, sound } = splitPart(bytes);
    if (sound !== null) this.#checkSound(part.uri, sound);
    const { samples } = readFragment(pictures);
    const ticks = samples.reduce((sum, sample) => sum + sample.durationTicks, 0);
    if (Math.abs(ticks / 90_000 - part.durationS) > 1e-5) this.#say(`${part.uri} lasts ${ticks} ticks`);
    if (samples[0]?.keyFrame !== part.independent) this.#say(`${part.uri} is not as independent as it says`);
    const carriedUs = findCaptureTime(samples[0]?.nalUnits ?? []);
    if (carriedUs !== null && dateMs !== null)
      this.#dateErrorMs = Math.max(this.#dateErrorMs, Math.abs(carriedUs / 1_000 - dateMs));
    const startTicks = samples[0]?.decodeTicks ?? 0;
    if (this.#endTicks !== null && startTicks !== this.#endTicks) {
      this.#say(`${part.uri} starts at ${startTicks}, the one before ended at ${this.#endTicks}`);
    }
    this.#endTicks = startTicks + ticks;
  }

  /** The sound of a stream has no holes either, and keeps up with its pictures. */
  #checkSound(uri: string, sound: Uint8Array): void {
    const { decodeTicks, samples } = readAudioFragment(sound);
    if (this.#soundEndTicks !== null && decodeTicks !== this.#soundEndTicks) {
      this.#say(
        `the sound of ${uri} starts at ${decodeTicks}, the one before ended at ${this.#soundEndTicks}`,
      );
    }
    this.#soundEndTicks = samples.reduce((at, { durationTicks }) => at + durationTicks, decodeTicks);
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
    if (whole === null && this.#isTooLate()) return;
    if (whole === null || Buffer.compare(whole, expected) !== 0) this.#say(`${uri} is not its parts`);
  }

  /** Whether it is this client's own fault when something is gone: it read of it too long ago. */
  #isTooLate(): boolean {
    return this.#nowMs() - this.#loadedMs > GRACE_MS;
  }

  #say(what: string): void {
    this.history.violations.push(what);
  }
}

function contains(playlist: ParsedPlaylist, mediaSequence: number, part: number): boolean {
  if (mediaSequence < playlist.mediaSequence) return true; // it has come, and gone
  const segment = playlist.segments[mediaSequence - playlist.mediaSequence];
  if (segment === undefined) return false;
  const isLast = mediaSequence === playlist.mediaSequence + playlist.segments.length - 1;
  return !isLast || part < segment.parts.length;
}
