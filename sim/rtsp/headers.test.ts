import { describe, expect, it } from 'vitest';
import { encodeSessionDescription } from './session-description.ts';
import { parseStreamUrl } from './stream-url.ts';
import { chooseTransport } from './transport.ts';

const interleaved = (rtpChannel: number, rtcpChannel: number) => ({
  kind: 'interleaved',
  rtpChannel,
  rtcpChannel,
});
const udp = (rtpPort: number, rtcpPort: number) => ({ kind: 'udp', rtpPort, rtcpPort });

describe('transport header', () => {
  it.each([
    ['RTP/AVP/TCP;unicast;interleaved=0-1', interleaved(0, 1)],
    ['RTP/AVP/TCP;unicast;interleaved=6', interleaved(6, 7)],
    ['rtp/avp/tcp; unicast; mode=play', interleaved(0, 1)],
    ['RTP/AVP;unicast;client_port=5000-5001', udp(5000, 5001)],
    ['RTP/AVP/UDP;unicast;client_port=5000-5001;mode="PLAY"', udp(5000, 5001)],
    [
      'RTP/AVP;multicast,RTP/SAVP;unicast;client_port=1-2,RTP/AVP/TCP;unicast;interleaved=2-3',
      interleaved(2, 3),
    ],
    ['RTP/AVP;unicast;destination=10.0.0.9;client_port=5000-5001', udp(5000, 5001)],
  ])('%s', (header, choice) => {
    expect(chooseTransport(header)).toEqual(choice);
  });

  it.each([
    '',
    'RTP/AVP;multicast;client_port=5000-5001',
    'RTP/AVP;unicast',
    'RTP/AVP;unicast;client_port=70000-70001',
    'RTP/AVP/TCP;unicast;interleaved=255',
    'RTP/AVP/TCP;unicast;interleaved=4-4',
    'RAW/RAW/UDP;unicast;client_port=5000-5001',
  ])('cannot do %s', (header) => {
    expect(chooseTransport(header)).toBeNull();
  });
});

describe('stream URL', () => {
  const CODE = '33010500001320000001';

  it.each([
    [`rtsp://127.0.0.1:8554/${CODE}/main`, { code: CODE, profile: 'main', track: null }],
    [`rtsp://[::1]:8554/${CODE}/sub/`, { code: CODE, profile: 'sub', track: null }],
    [`rtsp://host/${CODE}/sub/track1`, { code: CODE, profile: 'sub', track: 'video' }],
    [`rtsp://host/${CODE}/sub/track2`, { code: CODE, profile: 'sub', track: 'sound' }],
    [`rtsp://host/${CODE}/main?x=/track1`, { code: CODE, profile: 'main', track: null }],
  ])('%s', (uri, expected) => {
    expect(parseStreamUrl(uri)).toEqual(expected);
  });

  it.each([
    '*',
    '/x',
    `rtsp://host/${CODE}`,
    `rtsp://host/${CODE}/third`,
    'rtsp://host/123/main',
    `rtsp://host/${CODE}/main/track3`,
  ])('names no stream: %s', (uri) => {
    expect(parseStreamUrl(uri)).toBeNull();
  });
});

describe('session description', () => {
  it('is RFC 4566 with the parameters of RFC 6184', () => {
    const text = encodeSessionDescription(
      {
        name: '33010500001320000001',
        frameRate: 25,
        sps: Uint8Array.of(0x67, 0x64, 0x00, 0x1f, 0xac),
        pps: Uint8Array.of(0x68, 0xee, 0x3c, 0x80),
        codec: 'H264',
        sound: null,
      },
      { sessionId: 7, host: '127.0.0.1' },
    );
    expect(text).toBe(
      [
        'v=0',
        'o=- 7 1 IN IP4 127.0.0.1',
        's=33010500001320000001',
        'c=IN IP4 0.0.0.0',
        't=0 0',
        'a=control:*',
        'a=range:npt=now-',
        'm=video 0 RTP/AVP 96',
        'a=rtpmap:96 H264/90000',
        'a=fmtp:96 packetization-mode=1;profile-level-id=64001f;sprop-parameter-sets=Z2QAH6w=,aO48gA==',
        'a=framerate:25',
        'a=control:track1',
        '',
      ].join('\r\n'),
    );
  });
});
