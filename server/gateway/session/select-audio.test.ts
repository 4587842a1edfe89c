import { describe, expect, it } from 'vitest';
import { parseSdp } from '../rtsp/sdp.ts';
import { selectAudio } from './select-audio.ts';

const select = (...lines: string[]) => selectAudio(parseSdp(lines.join('\r\n')));
const parameters = 'mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3';
const aac = (fmtp: string) => [
  'm=audio 0 RTP/AVP 97',
  'a=rtpmap:97 MPEG4-GENERIC/16000/1',
  `a=fmtp:97 ${fmtp}`,
];

const latm = (fmtp: string) => ['m=audio 0 RTP/AVP 98', 'a=rtpmap:98 MP4A-LATM/16000', `a=fmtp:98 ${fmtp}`];

describe('the sound to relay', () => {
  it('Q29 is the AAC track', () => {
    expect(select(...aac(`${parameters};config=1408`))).toMatchObject({
      selected: { payloadType: 97, clockRate: 16_000, format: { codecString: 'mp4a.40.2', channels: 1 } },
    });
  });

  it('Q29 is AAC in LATM as well', () => {
    expect(select(...latm('profile-level-id=15;object=2;cpresent=0;config=400028103fc0'))).toMatchObject({
      selected: {
        format: { sampleRateHz: 16_000, channels: 1 },
        payloadFormat: { layout: 'latm', frames: 1 },
      },
    });
  });

  it('Q29 may be without configuration, which then comes in the frames', () => {
    expect(select(...aac(parameters))).toMatchObject({ selected: { format: null, clockRate: 16_000 } });
  });

  it.each([
    ['G.711 by its number', ['m=audio 0 RTP/AVP 8'], 'PCMA', 'codec'],
    ['G.711 by name', ['m=audio 0 RTP/AVP 98', 'a=rtpmap:98 PCMU/8000'], 'PCMU', 'codec'],
    ['G.726', ['m=audio 0 RTP/AVP 98', 'a=rtpmap:98 G726-32/8000'], 'G726-32', 'codec'],
    ['LATM that brings its configuration along', latm('cpresent=1'), 'MP4A-LATM', 'parameters'],
    ['LATM of another codec', latm('cpresent=0;config=400084203fc0'), 'MP4A-LATM', 'parameters'],
    ['linear PCM (Dahua: mediamtx #5215)', ['m=audio 0 RTP/AVP 11'], 'L16', 'codec'],
    ['a type nobody knows', ['m=audio 0 RTP/AVP 77'], 'type 77', 'codec'],
    ['interleaved AAC', aac(`${parameters};config=1408;maxDisplacement=3`), 'MPEG4-GENERIC', 'interleaving'],
    ['AAC of six channels', aac(`${parameters};config=11b0`), 'MPEG4-GENERIC', 'parameters'],
    ['CELP', aac('mode=CELP-vbr;config=1408'), 'MPEG4-GENERIC', 'parameters'],
  ])('Q29 leaves out %s, and says so', (_what, lines, encoding, reason) => {
    expect(select('m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', ...lines)).toEqual({
      dropped: { encoding, reason },
    });
  });

  it('Q29 is the track that can be relayed, whichever comes first', () => {
    const selected = select('m=audio 0 RTP/AVP 0', ...aac(`${parameters};config="1408"`));
    expect(selected).toMatchObject({ selected: { payloadType: 97 } });
  });

  it('Q17 is not the way back to a loudspeaker (gortsplib #479)', () => {
    expect(select(...aac(`${parameters};config=1408`), 'a=sendonly')).toBeNull();
    expect(select(...aac(`${parameters};config=1408`), 'a=recvonly')).toMatchObject({ selected: {} });
    expect(select('m=video 0 RTP/AVP 96')).toBeNull();
  });
});
