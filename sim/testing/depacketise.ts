/** The parts of an RTP packet that tests look at (RFC 3550 5.1). */
export interface RtpPacket {
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Buffer;
}

export function parseRtp(packet: Buffer): RtpPacket {
  if (packet.readUInt8(0) !== 0x80)
    throw new Error('padding, extension or CSRC, none of which were expected');
  return {
    marker: (packet.readUInt8(1) & 0x80) !== 0,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(12),
  };
}

/**
 * A reader of RFC 6184 payloads that shares nothing with the packetiser it checks.
 * @throws on whatever the standard forbids
 */
export function depacketise(packets: readonly Buffer[]): Buffer[] {
  const nalUnits: Buffer[] = [];
  let open: Buffer[] | null = null;
  for (const { payload } of packets.map(parseRtp)) {
    const type = payload.readUInt8(0) & 31;
    if (type !== 28 && open !== null) throw new Error('a NAL unit inside a fragmented one');
    if (type === 24) nalUnits.push(...splitStapA(payload));
    else if (type !== 28) nalUnits.push(payload);
    else {
      const { start, end, header, body } = readFuA(payload);
      if (start === (open !== null)) throw new Error('start bit in the wrong place');
      if (start && end) throw new Error('one fragment alone');
      open ??= [header];
      open.push(body);
      if (end) {
        nalUnits.push(Buffer.concat(open));
        open = null;
      }
    }
  }
  if (open !== null) throw new Error('a fragmented NAL unit never ended');
  return nalUnits;
}

function splitStapA(payload: Buffer): Buffer[] {
  const nalUnits: Buffer[] = [];
  for (let at = 1; at < payload.length; ) {
    const end = at + 2 + payload.readUInt16BE(at);
    nalUnits.push(payload.subarray(at + 2, end));
    at = end;
  }
  return nalUnits;
}

function readFuA(payload: Buffer) {
  const fuHeader = payload.readUInt8(1);
  return {
    start: (fuHeader & 0x80) !== 0,
    end: (fuHeader & 0x40) !== 0,
    header: Buffer.of((payload.readUInt8(0) & 0xe0) | (fuHeader & 31)),
    body: payload.subarray(2),
  };
}
