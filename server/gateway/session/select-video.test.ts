import { describe, expect, it } from 'vitest';
import { parseSdp } from '../rtsp/sdp.ts';
import { selectVideo } from './select-video.ts';

const select = (...lines: string[]) => selectVideo(parseSdp(lines.join('\r\n')));

describe('the track to relay', () => {
  it('Q17 is found among media and codecs nobody knows', () => {
    const selected = select(
      'm=application 0 RTP/AVP 107',
      'm=metadata 0 RTP/AVP x',
      'm=video 0 RTP/AVP 95 96',
      'a=rtpmap:95 X-THERMAL/90000',
      'a=rtpmap:96 H264/90000 ',
      'a=fmtp:96',
    );
    expect(selected).toMatchObject({ payloadType: 96, clockRate: 90_000, parameterSets: null });
  });

  it('Q18 is not given up for missing parameter sets or a profile-level-id that lies', () => {
    const format = 'a=fmtp:96 profile-level-id=ZZZZZZ; packetization-mode=9';
    const selected = select('m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', format);
    expect(selected).toMatchObject({ payloadType: 96, parameterSets: null });
  });

  it('Q18 is known by its parameter sets where rtpmap is missing, and keeps them as written', () => {
    const selected = select('m=video 0 RTP/AVP 96', 'a=fmtp:96 sprop-parameter-sets=AAAAAWdC,;x');
    expect(selected?.parameterSets).toBe('AAAAAWdC,');
  });

  it('is none where there is no H.264', () => {
    expect(select('m=audio 0 RTP/AVP 8', 'm=video 0 RTP/AVP 26')).toBeNull();
  });
});
