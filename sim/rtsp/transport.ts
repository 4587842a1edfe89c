/** How a client wants its packets, RFC 2326 12.39. */
export type TransportChoice =
  | { readonly kind: 'interleaved'; readonly rtpChannel: number; readonly rtcpChannel: number }
  | { readonly kind: 'udp'; readonly rtpPort: number; readonly rtcpPort: number };

/**
 * Picks the first of the client's transports that this server can do: RTP/AVP over the RTSP connection or over UDP,
 * unicast. The client's `destination` is ignored, so that packets never go to a third party.
 * @returns `null` when there is none: 461
 */
export function chooseTransport(header: string): TransportChoice | null {
  for (const offer of header.split(',')) {
    const [protocol = '', ...parameters] = offer.split(';').map((part) => part.trim());
    const values = new Map(parameters.map((parameter) => splitParameter(parameter)));
    if (values.has('multicast')) continue;
    if (/^RTP\/AVP\/TCP$/i.test(protocol)) {
      const [rtpChannel, rtcpChannel] = readPair(values.get('interleaved') ?? '0-1', 255) ?? [];
      if (rtpChannel !== undefined && rtcpChannel !== undefined)
        return { kind: 'interleaved', rtpChannel, rtcpChannel };
    }
    if (/^RTP\/AVP(\/UDP)?$/i.test(protocol)) {
      const [rtpPort, rtcpPort] = readPair(values.get('client_port') ?? '', 65_535) ?? [];
      if (rtpPort !== undefined && rtcpPort !== undefined) return { kind: 'udp', rtpPort, rtcpPort };
    }
  }
  return null;
}

function splitParameter(parameter: string): readonly [string, string] {
  const equals = parameter.indexOf('=');
  return equals < 0
    ? [parameter.toLowerCase(), '']
    : [parameter.slice(0, equals).toLowerCase(), parameter.slice(equals + 1)];
}

/** `a-b`, or `a` alone, which means the one after it as well. */
function readPair(text: string, max: number): readonly [number, number] | null {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return null;
  const first = Number(match[1]);
  const second = match[2] === undefined ? first + 1 : Number(match[2]);
  return first !== second && Math.max(first, second) <= max ? [first, second] : null;
}
