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

  it('is none where there is neither H.264 nor H.265', () => {
    expect(select('m=audio 0 RTP/AVP 8', 'm=video 0 RTP/AVP 26')).toBeNull();
  });
});

describe('the track to relay, H.265', () => {
  const h264 = ['m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000'];
  const sets = 'a=fmtp:97 sprop-vps=QAE=;sprop-sps=QgE=;sprop-pps=RAE=';
  const h265 = ['m=video 0 RTP/AVP 97', 'a=rtpmap:97 H265/90000', sets];

  it('gives way to H.264, whichever comes first', () => {
    expect(select(...h264, ...h265)).toMatchObject({ codec: 'h264', payloadType: 96 });
    expect(select(...h265, ...h264)).toMatchObject({ codec: 'h264', payloadType: 96 });
  });

  it('Q24 is taken alone, with the three kinds of parameter sets', () => {
    const expected = { codec: 'h265', payloadType: 97, parameterSets: 'QAE=,QgE=,RAE=' };
    expect(select(...h265)).toMatchObject(expected);
    expect(select('m=video 0 RTP/AVP 97', sets)).toMatchObject(expected);
  });

  it('Q28 is taken without parameter sets', () => {
    expect(select(...h265.slice(0, 2))).toMatchObject({ codec: 'h265', parameterSets: null });
  });
});
