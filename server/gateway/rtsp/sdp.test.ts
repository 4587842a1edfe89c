import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSdp } from './sdp.ts';

const hikvision = `v=0
o=- 1109162014219182 1109162014219192 IN IP4 x.y.z.w
s=Media Presentation
e=NONE
b=AS:5050
t=0 0
a=control:rtsp://10.0.0.9:554/Streaming/Channels/101/
m=video 0 RTP/AVP 96
b=AS:5000
a=recvonly
a=control:rtsp://10.0.0.9:554/Streaming/Channels/101/trackID=1
a=rtpmap:96 H264/90000
a=fmtp:96 profile-level-id=420029; packetization-mode=1; sprop-parameter-sets=Z00AKpY1QPAET8s3AQEBAgA=,aO48gA==
m=audio 0 RTP/AVP 8
a=rtpmap:8 PCMA/8000
a=control:trackID=2
`.replaceAll('\n', '\r\n');

describe('session descriptions', () => {
  it('reads tracks, their controls, maps and parameters', () => {
    const description = parseSdp(hikvision);
    expect(description.control).toBe('rtsp://10.0.0.9:554/Streaming/Channels/101/');
    const [video, audio] = description.media;
    expect(video).toMatchObject({ kind: 'video', payloadTypes: [96] });
    expect(video?.rtpMaps.get(96)).toEqual({ encoding: 'H264', clockRate: 90_000 });
    expect(video?.formats.get(96)?.get('sprop-parameter-sets')).toBe('Z00AKpY1QPAET8s3AQEBAgA=,aO48gA==');
    expect(audio).toMatchObject({ kind: 'audio', payloadTypes: [8], control: 'trackID=2' });
  });

  it('Q17 passes over broken lines', () => {
    const text =
      'v=0\no=-\ns=a\ns=b\nc=\nt=now-\nz\n=\nm=video 0 RTP/AVP 96 x\na=rtpmap:96 h264/90000 \na=fmtp:96\na=fmtp:';
    const [video] = parseSdp(text).media;
    expect(video?.payloadTypes).toEqual([96]);
    expect(video?.rtpMaps.get(96)).toEqual({ encoding: 'H264', clockRate: 90_000 });
    expect(video?.formats.get(96)).toEqual(new Map());
  });

  it('Q17 gives a stray fmtp to the track whose payload type it names', () => {
    const text =
      'm=video 0 RTP/AVP 96\nm=audio 0 RTP/AVP 97\na=fmtp:96 packetization-mode=1\na=fmtp:97 mode=x';
    const [video, audio] = parseSdp(text).media;
    expect(video?.formats.get(96)).toEqual(new Map([['packetization-mode', '1']]));
    expect(audio?.formats.get(97)).toEqual(new Map([['mode', 'x']]));
  });

  it('gives no media for what is no description', () => {
    expect(parseSdp('<html>404</html>')).toEqual({ control: null, media: [] });
  });

  it('takes any text, and holds no more than 32 tracks', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseSdp(text).media.length <= 32));
    expect(parseSdp('m=video 0 RTP/AVP 96\n'.repeat(5_000)).media).toHaveLength(32);
  });

  it('takes any damage to a real one', () => {
    const damage = fc.tuple(
      fc.nat(hikvision.length),
      fc.nat(20),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(damage, ([at, cut, put]) => {
        parseSdp(hikvision.slice(0, at) + put + hikvision.slice(at + cut));
      }),
    );
  });
});
