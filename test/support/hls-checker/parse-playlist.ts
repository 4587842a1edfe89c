/** A strict parser of the media playlists a live low-latency stream sends; it refuses what it does not know. */

export interface ParsedPart {
  readonly uri: string;
  readonly durationS: number;
  readonly independent: boolean;
}

export interface ParsedSegment {
  /** null while it is under construction (parts without EXTINF). */
  readonly uri: string | null;
  readonly durationS: number;
  readonly discontinuity: boolean;
  readonly mapUri: string | null;
  readonly programDateTimeMs: number | null;
  readonly parts: readonly ParsedPart[];
}

export interface ParsedPlaylist {
  readonly version: number;
  readonly targetDurationS: number;
  readonly partTargetS: number;
  readonly canBlockReload: boolean;
  readonly canSkipUntilS: number;
  readonly holdBackS: number;
  readonly partHoldBackS: number;
  readonly mediaSequence: number;
  readonly discontinuitySequence: number;
  readonly skippedSegments: number;
  readonly segments: readonly ParsedSegment[];
  readonly preloadHint: string | null;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type OpenSegment = Mutable<Omit<ParsedSegment, 'parts'>> & { parts: ParsedPart[] };

const SINGLE_TAGS = new Set([
  'EXTM3U',
  'EXT-X-VERSION',
  'EXT-X-TARGETDURATION',
  'EXT-X-SERVER-CONTROL',
  'EXT-X-PART-INF',
  'EXT-X-MEDIA-SEQUENCE',
  'EXT-X-DISCONTINUITY-SEQUENCE',
  'EXT-X-SKIP',
  'EXT-X-PRELOAD-HINT',
]);

/** @throws with the line that breaks the grammar or a rule that one line alone can break */
export function parsePlaylist(text: string): ParsedPlaylist {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the playlist does not end with a line feed');
  if (lines[0] !== '#EXTM3U') throw new Error('the playlist does not start with #EXTM3U');
  const header = new Map<string, string>();
  const segments: OpenSegment[] = [];
  let segment = emptySegment(null);
  for (const line of lines) {
    const [, tag = '', value = ''] = /^#(EXT[A-Z0-9-]+)(?::(.*))?$/.exec(line) ?? [];
    if (SINGLE_TAGS.has(tag)) {
      if (header.has(tag)) throw new Error(`${tag} twice`);
      if (segments.length > 0 && tag !== 'EXT-X-PRELOAD-HINT') throw new Error(`${tag} after a segment`);
      header.set(tag, value);
    } else if (line.startsWith('#')) applySegmentTag(segment, tag, value, line);
    else {
      if (segment.durationS < 0) throw new Error(`${line} without EXTINF`);
      segment.uri = line;
      segments.push(segment);
      segment = emptySegment(segment.mapUri);
    }
  }
  if (segment.parts.length > 0) {
    segment.durationS = sum(segment.parts.map((part) => part.durationS));
    segments.push(segment);
  }
  return assemble(header, segments);
}

function applySegmentTag(segment: OpenSegment, tag: string, value: string, line: string): void {
  const attributes = parseAttributes(value);
  switch (tag) {
    case 'EXTINF':
      segment.durationS = number(/^([\d.]+),$/.exec(value)?.[1]);
      return;
    case 'EXT-X-DISCONTINUITY':
      if (segment.parts.length > 0) throw new Error('a discontinuity inside a segment');
      segment.discontinuity = true;
      return;
    case 'EXT-X-MAP':
      if (segment.parts.length > 0) throw new Error('a map inside a segment');
      segment.mapUri = attributes.get('URI') ?? null;
      return;
    case 'EXT-X-PROGRAM-DATE-TIME':
      segment.programDateTimeMs = number(String(Date.parse(value)));
      return;
    case 'EXT-X-PART':
      segment.parts.push({
        uri: attributes.get('URI') ?? '',
        durationS: number(attributes.get('DURATION')),
        independent: attributes.get('INDEPENDENT') === 'YES',
      });
      return;
    default:
      throw new Error(`unknown line: ${line}`);
  }
}

function assemble(header: ReadonlyMap<string, string>, segments: readonly ParsedSegment[]): ParsedPlaylist {
  const control = parseAttributes(header.get('EXT-X-SERVER-CONTROL') ?? '');
  const hint = parseAttributes(header.get('EXT-X-PRELOAD-HINT') ?? '');
  if (hint.size > 0 && hint.get('TYPE') !== 'PART') throw new Error('a preload hint that is no part');
  return {
    version: number(header.get('EXT-X-VERSION')),
    targetDurationS: number(header.get('EXT-X-TARGETDURATION')),
    partTargetS: number(parseAttributes(header.get('EXT-X-PART-INF') ?? '').get('PART-TARGET')),
    canBlockReload: control.get('CAN-BLOCK-RELOAD') === 'YES',
    canSkipUntilS: number(control.get('CAN-SKIP-UNTIL')),
    holdBackS: number(control.get('HOLD-BACK')),
    partHoldBackS: number(control.get('PART-HOLD-BACK')),
    mediaSequence: number(header.get('EXT-X-MEDIA-SEQUENCE')),
    discontinuitySequence: number(header.get('EXT-X-DISCONTINUITY-SEQUENCE')),
    skippedSegments: number(
      parseAttributes(header.get('EXT-X-SKIP') ?? 'SKIPPED-SEGMENTS=0').get('SKIPPED-SEGMENTS'),
    ),
    segments,
    preloadHint: hint.get('URI') ?? null,
  };
}

function emptySegment(mapUri: string | null): OpenSegment {
  return {
    uri: null,
    durationS: -1,
    discontinuity: false,
    mapUri,
    programDateTimeMs: null,
    parts: [],
  };
}

function parseAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)(?:,|$)/g)) {
    if (attributes.has(name)) throw new Error(`attribute ${name} twice`);
    attributes.set(name, value.replaceAll('"', ''));
  }
  return attributes;
}

function number(text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(value)) throw new Error(`not a number: ${text}`);
  return value;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
