import { RtspHeaders } from './rtsp-headers.ts';
import { rtspLimits } from './rtsp-limits.ts';
import { type RtspMessage, type RtspRequest, type RtspResponse, rtspMethods } from './rtsp-message.ts';

/** The place in the grammar of RFC 2326 (15.1, and 10.12 for `$` frames) where the bytes went wrong. */
export type RtspGrammarPlace =
  | 'start'
  | 'start-line'
  | 'line-length'
  | 'header-name'
  | 'header-count'
  | 'head-size'
  | 'content-length'
  | 'body-size';

/**
 * What stands at the head of the bytes, where that is no interleaved frame.
 * - `message`: a whole message; its body is a copy, since it outlives the input
 * - `need_more`: the start of one; `size` is that of the whole where it is already known
 * - `invalid`: no continuation can make it one; `at` counts from where parsing started
 */
export type RtspItem =
  | { readonly kind: 'message'; readonly message: RtspMessage; readonly size: number }
  | { readonly kind: 'need_more'; readonly size: number | null }
  | { readonly kind: 'invalid'; readonly at: number; readonly where: RtspGrammarPlace };

export const DOLLAR = 0x24;
export const FRAME_HEADER_BYTES = 4;
const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const COLON = 0x3a;

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
/** How a message starts: a response's version, or a method and a space. */
const openings = [ascii('RTSP/'), ...rtspMethods.map((method) => ascii(`${method} `))];
const latin1 = new TextDecoder('latin1');

/**
 * Size of the interleaved frame whose `$` is at `start`, with its header (RFC 2326, 10.12); as far as the bytes go, that of the
 * header.
 */
export function frameSize(bytes: Uint8Array, start: number): number {
  if (bytes.length - start < FRAME_HEADER_BYTES) return FRAME_HEADER_BYTES;
  return FRAME_HEADER_BYTES + (((bytes[start + 2] ?? 0) << 8) | (bytes[start + 3] ?? 0));
}

/**
 * Reads one message at `start`. Total: every input gives one of the three outcomes.
 * The outcome other than `need_more` never depends on how many bytes follow.
 */
export function parseRtspItem(bytes: Uint8Array, start: number): RtspItem {
  switch (matchOpening(bytes, start)) {
    case 'no':
      return { kind: 'invalid', at: 0, where: 'start' };
    case 'maybe':
      return { kind: 'need_more', size: null };
    case 'yes':
      return parseMessage(bytes, start);
  }
}

/** Whether a message starts at `at`: `maybe` when the bytes end too early to tell. */
export function matchOpening(bytes: Uint8Array, at: number): 'yes' | 'maybe' | 'no' {
  const available = bytes.length - at;
  let outcome: 'maybe' | 'no' = 'no';
  for (const opening of openings) {
    const length = Math.min(opening.length, available);
    let same = 0;
    while (same < length && bytes[at + same] === opening[same]) same++;
    if (same === opening.length) return 'yes';
    if (same === available) outcome = 'maybe';
  }
  return outcome;
}

/** The head is scanned line by line, so that garbage is refused at its first bad line, not at the size limit. */
function parseMessage(bytes: Uint8Array, start: number): RtspItem {
  const headers = new RtspHeaders();
  const headEndMax = start + rtspLimits.headBytesMax;
  let startLine: StartLine | null = null;
  let at = start;
  for (;;) {
    const lineEndMax = Math.min(at + rtspLimits.lineBytesMax, headEndMax);
    const lineFeed = bytes.indexOf(LF, at);
    const lineEnd = lineFeed === -1 ? bytes.length : lineFeed;
    if (lineEnd > lineEndMax)
      return invalid(at - start, lineEndMax === headEndMax ? 'head-size' : 'line-length');
    if (lineFeed === -1) return { kind: 'need_more', size: null };
    const textEnd = lineEnd > at && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    if (startLine === null) {
      startLine = parseStartLine(latin1.decode(bytes.subarray(at, textEnd)));
      if (startLine === null) return invalid(0, 'start-line');
    } else if (textEnd === at) {
      return finishMessage(bytes, start, lineEnd + 1, startLine, headers);
    } else {
      const where = readHeaderLine(bytes, at, textEnd, headers);
      if (where !== null) return invalid(at - start, where);
    }
    at = lineEnd + 1;
  }
}

type StartLine =
  | Pick<RtspResponse, 'kind' | 'status' | 'reason'>
  | Pick<RtspRequest, 'kind' | 'method' | 'url'>;

function parseStartLine(line: string): StartLine | null {
  const response = /^RTSP\/\d{1,2}\.\d{1,2}[ \t]+(\d{3})(?:[ \t]+(.*))?$/.exec(line);
  if (response !== null) {
    return { kind: 'response', status: Number(response[1]), reason: (response[2] ?? '').trim() };
  }
  const request = /^([A-Z_]+) +(\S+) +RTSP\/\d{1,2}\.\d{1,2}[ \t]*$/.exec(line);
  return request === null ? null : { kind: 'request', method: request[1] ?? '', url: request[2] ?? '' };
}

/** A line that starts with a blank continues the field before it; any other needs a name and a colon. */
function readHeaderLine(
  bytes: Uint8Array,
  at: number,
  end: number,
  headers: RtspHeaders,
): RtspGrammarPlace | null {
  if (bytes[at] === SPACE || bytes[at] === TAB) {
    headers.continueLast(latin1.decode(bytes.subarray(at, end)));
    return null;
  }
  const line = bytes.subarray(at, end);
  const colon = line.indexOf(COLON);
  if (colon <= 0 || !isName(line, colon)) return 'header-name';
  if (headers.count === rtspLimits.headersMax) return 'header-count';
  headers.append(latin1.decode(line.subarray(0, colon)), latin1.decode(line.subarray(colon + 1)));
  return null;
}

/**
 * A token (RFC 2326, 15.1), with the blanks some cameras put before the colon. No start line passes for a field,
 * nor the reverse, so a search through garbage reads each line at most twice.
 */
function isName(line: Uint8Array, colon: number): boolean {
  let end = colon;
  while (end > 0 && (line[end - 1] === SPACE || line[end - 1] === TAB)) end--;
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(latin1.decode(line.subarray(0, end)));
}

function finishMessage(
  bytes: Uint8Array,
  start: number,
  bodyStart: number,
  startLine: StartLine,
  headers: RtspHeaders,
): RtspItem {
  const length = headers.get('content-length') ?? '0';
  if (!/^\d{1,9}$/.test(length)) return invalid(0, 'content-length');
  const bodyBytes = Number(length);
  if (bodyBytes > rtspLimits.bodyBytesMax) return invalid(0, 'body-size');
  const size = bodyStart - start + bodyBytes;
  if (bytes.length - start < size) return { kind: 'need_more', size };
  const body = Uint8Array.from(bytes.subarray(bodyStart, bodyStart + bodyBytes));
  return { kind: 'message', message: { ...startLine, headers, body }, size };
}

function invalid(at: number, where: RtspGrammarPlace): RtspItem {
  return { kind: 'invalid', at, where };
}
