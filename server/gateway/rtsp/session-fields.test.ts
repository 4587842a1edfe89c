import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RtspHeaders } from './rtsp-headers.ts';
import {
  keepaliveIntervalMs,
  keepaliveMethod,
  readChannels,
  readServerControlPort,
  readSession,
} from './session-fields.ts';

function headers(fields: Record<string, string>): RtspHeaders {
  const result = new RtspHeaders();
  for (const [name, value] of Object.entries(fields)) result.append(name, value);
  return result;
}

describe('Session', () => {
  it.each([
    ['12345678', { id: '12345678', timeoutMs: 60_000 }],
    ['12345678;timeout=30', { id: '12345678', timeoutMs: 30_000 }],
    ['1 ; Timeout = "5"', { id: '1', timeoutMs: 5_000 }],
    ['1;timeout=abc', { id: '1', timeoutMs: 60_000 }],
    ['1;timeout=0', { id: '1', timeoutMs: 60_000 }],
    ['1;timeout=-4;x', { id: '1', timeoutMs: 60_000 }],
    [';timeout=30', null],
  ])('Q7 reads %j', (value, expected) => {
    expect(readSession(headers({ Session: value }))).toEqual(expected);
  });
});

describe('Transport', () => {
  const asked = { rtp: 0, rtcp: 1 };
  it.each([
    ['RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=1234', { rtp: 0, rtcp: 1 }],
    ['RTP/AVP/TCP;interleaved=4-5', { rtp: 4, rtcp: 5 }],
    ['RTP/AVP;unicast;interleaved=2', { rtp: 2, rtcp: 3 }],
    ['RTP/AVP/TCP;interleaved = 8 - 7', { rtp: 8, rtcp: 7 }],
    ['RTP/AVP/TCP;unicast', asked],
    ['RTP/AVP/UDP;unicast;client_port=5000-5001;server_port=6000-6001', null],
    ['RTP/AVP/TCP;interleaved=300-301', null],
    ['RTP/AVP/TCP;interleaved=1-1', null],
  ])('Q5 reads %j', (value, expected) => {
    expect(readChannels(headers({ Transport: value }), asked)).toEqual(expected);
  });

  it('Q5 takes no field for consent', () => {
    expect(readChannels(headers({}), asked)).toEqual(asked);
  });
});

describe("the server's port for RTCP", () => {
  it.each([
    ['RTP/AVP;unicast;client_port=5000-5001;server_port=6256-6257', 6_257],
    ['RTP/AVP;server_port=6256', 6_257],
    ['RTP/AVP;client_port=5000-5001', null],
    ['RTP/AVP;server_port=0-0', null],
    ['RTP/AVP;server_port=0', null],
    ['RTP/AVP;server_port=65535', null],
    ['RTP/AVP;server_port=99999-99999', null],
  ])('Q14 of %j is %j', (value, expected) => {
    expect(readServerControlPort(headers({ Transport: value }))).toBe(expected);
  });
});

describe('keepalive', () => {
  it.each([
    ['OPTIONS, DESCRIBE, GET_PARAMETER, PLAY', 'GET_PARAMETER'],
    ['DESCRIBE, options', 'OPTIONS'],
    ['DESCRIBE,SET_PARAMETER', 'SET_PARAMETER'],
    ['DESCRIBE', 'OPTIONS'],
    [undefined, 'OPTIONS'],
  ])('Q8 from %j', (publicField, method) => {
    expect(keepaliveMethod(publicField)).toBe(method);
  });

  it('comes twice within a timeout, between 1 s and 25 s', () => {
    expect([1_000, 10_000, 60_000, 3_600_000].map(keepaliveIntervalMs)).toEqual([
      1_000, 5_000, 25_000, 25_000,
    ]);
  });
});

it('any text in these fields is read or passed over', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const fields = headers({ Session: text, Transport: text });
      const session = readSession(fields);
      if (session !== null) expect(keepaliveIntervalMs(session.timeoutMs)).toBeGreaterThanOrEqual(1_000);
      const channels = readChannels(fields, { rtp: 0, rtcp: 1 });
      if (channels !== null) expect(Math.max(channels.rtp, channels.rtcp)).toBeLessThanOrEqual(255);
      keepaliveMethod(text);
    }),
  );
});
