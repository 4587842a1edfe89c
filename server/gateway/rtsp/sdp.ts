/** `a=rtpmap` (RFC 8866, 6.6). */
export interface RtpMap {
  /** Encoding name in upper case, such as `H264`. */
  readonly encoding: string;
  readonly clockRate: number;
}

/** One `m=` section of a session description. */
export interface MediaDescription {
  /** `video`, `audio`, `application`, or anything else a camera writes. */
  readonly kind: string;
  readonly payloadTypes: readonly number[];
  /** `a=control` (RFC 2326, C.1.1); null where missing. */
  readonly control: string | null;
  /** `a=sendonly` and its like (RFC 8866, 6.7), as written, in lower case; null where missing. */
  readonly direction: string | null;
  readonly rtpMaps: ReadonlyMap<number, RtpMap>;
  /** `a=fmtp` by payload type; parameter names in lower case. */
  readonly formats: ReadonlyMap<number, ReadonlyMap<string, string>>;
}

export interface SessionDescription {
  readonly control: string | null;
  readonly media: readonly MediaDescription[];
}

interface MediaDraft extends MediaDescription {
  control: string | null;
  direction: string | null;
  readonly rtpMaps: Map<number, RtpMap>;
  readonly formats: Map<number, ReadonlyMap<string, string>>;
}

const LINES_MAX = 2_000;
const MEDIA_MAX = 32;
const FORMATS_MAX = 64;
const DIRECTION = /^a=(?:sendonly|recvonly|sendrecv|inactive)$/i;

/**
 * Reads a session description (RFC 8866). Total: lines that say nothing we need, or nothing at all, are passed over,
 * so broken `o=`, `c=` and `t=` lines do no harm (Q17: gortsplib #618, go2rtc #1426). A text that is no description
 * gives one without media.
 */
export function parseSdp(text: string): SessionDescription {
  let sessionControl: string | null = null;
  const media: MediaDraft[] = [];
  const strays: [number, ReadonlyMap<string, string>][] = [];
  for (const rawLine of text.split(/\r\n|\n|\r/, LINES_MAX)) {
    const line = rawLine.trim();
    const current = media.at(-1);
    if (line.startsWith('m=')) {
      if (media.length < MEDIA_MAX) media.push(parseMedia(line.slice(2)));
    } else if (line.startsWith('a=control:')) {
      const control = line.slice('a=control:'.length).trim();
      if (current === undefined) sessionControl ??= control;
      else current.control ??= control;
    } else if (DIRECTION.test(line)) {
      if (current !== undefined) current.direction ??= line.slice('a='.length).toLowerCase();
    } else if (line.startsWith('a=rtpmap:') && current !== undefined) {
      readRtpMap(line.slice('a=rtpmap:'.length), current);
    } else if (line.startsWith('a=fmtp:')) {
      const format = readFormat(line.slice('a=fmtp:'.length));
      if (format !== null && current?.payloadTypes.includes(format[0])) current.formats.set(...format);
      else if (format !== null) strays.push(format);
    }
  }
  adoptStrays(media, strays);
  return { control: sessionControl, media };
}

function parseMedia(text: string): MediaDraft {
  const [kind = '', , , ...formats] = text.split(/\s+/);
  const payloadTypes = formats
    .slice(0, FORMATS_MAX)
    .filter((format) => /^\d{1,3}$/.test(format))
    .map(Number);
  const unsaid = { control: null, direction: null, rtpMaps: new Map(), formats: new Map() };
  return { kind: kind.toLowerCase(), payloadTypes, ...unsaid };
}

function readRtpMap(text: string, media: MediaDraft): void {
  const match = /^(\d{1,3})\s+([^\s/]+)(?:\s*\/\s*(\d{1,9}))?/.exec(text.trim());
  if (match === null) return;
  const [, payloadType, encoding = '', clockRate] = match;
  media.rtpMaps.set(Number(payloadType), {
    encoding: encoding.toUpperCase(),
    clockRate: Number(clockRate ?? 0),
  });
}

/** Empty parameters are common (Q17: Ubiquiti). */
function readFormat(text: string): [number, ReadonlyMap<string, string>] | null {
  const match = /^(\d{1,3})(?:\s+(.*))?$/.exec(text.trim());
  if (match === null) return null;
  const parameters = new Map<string, string>();
  for (const part of (match[2] ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) parameters.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim());
  }
  return [Number(match[1]), parameters];
}

/** Some cameras write the `fmtp` of one track into another's section (Q17); the payload type tells whose it is. */
function adoptStrays(
  media: readonly MediaDraft[],
  strays: readonly [number, ReadonlyMap<string, string>][],
): void {
  for (const [payloadType, parameters] of strays) {
    const owner = media.find((one) => one.payloadTypes.includes(payloadType));
    if (owner !== undefined && !owner.formats.has(payloadType)) owner.formats.set(payloadType, parameters);
  }
}
