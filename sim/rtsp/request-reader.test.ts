import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClientInput, RequestReader } from './request-reader.ts';

const DESCRIBE = 'DESCRIBE rtsp://h/1 RTSP/1.0\r\nCSeq: 2\r\nAccept: application/sdp\r\n\r\n';
const WITH_BODY = 'GET_PARAMETER rtsp://h/1 RTSP/1.0\r\ncseq:3  \r\nContent-Length: 5\r\n\r\nhello';
const FRAME = Buffer.concat([Buffer.of(0x24, 1, 0, 8), Buffer.from('RTSP\r\n\r\n')]);
const STREAM = Buffer.concat([
  Buffer.from(DESCRIBE),
  FRAME,
  Buffer.from(WITH_BODY),
  FRAME,
  Buffer.from(DESCRIBE),
]);

/** Feeds `bytes` cut at the given places. */
function read(bytes: Buffer, cuts: readonly number[]): ClientInput[] {
  const reader = new RequestReader();
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return edges.slice(1).flatMap((end, index) => reader.push(bytes.subarray(edges[index], end)));
}

const summary = (inputs: readonly ClientInput[]) =>
  inputs.map((input) =>
    input.kind === 'request' ? `${input.request.method} ${input.request.cseq}` : input.kind,
  );

const WHOLE = ['DESCRIBE 2', 'interleaved', 'GET_PARAMETER 3', 'interleaved', 'DESCRIBE 2'];

describe('request reader', () => {
  it('gives the same at every split point', () => {
    for (let cut = 0; cut <= STREAM.length; cut++) expect(summary(read(STREAM, [cut]))).toEqual(WHOLE);
  });

  it('gives the same however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: STREAM.length }), { maxLength: 30 }), (cuts) => {
        expect(summary(read(STREAM, cuts))).toEqual(WHOLE);
      }),
    );
  });

  it('reads headers whatever their case, and trims them', () => {
    const [input] = read(
      Buffer.from('PLAY rtsp://h/1 RTSP/1.0\r\nCSEQ: 7\r\nSession:  ab;timeout=60 \r\n\r\n'),
      [],
    );
    expect(input?.kind === 'request' && input.request.headers.get('session')).toBe('ab;timeout=60');
  });

  it.each([
    ['a request line without URI', 'PLAY RTSP/1.0\r\nCSeq: 1\r\n\r\n', 'bad_request_line'],
    ['another version', 'PLAY rtsp://h/1 RTSP/2.0\r\nCSeq: 1\r\n\r\n', 'bad_version'],
    ['a header without colon', 'PLAY rtsp://h/1 RTSP/1.0\r\nCSeq 1\r\n\r\n', 'bad_header'],
    ['no CSeq', 'PLAY rtsp://h/1 RTSP/1.0\r\nSession: 1\r\n\r\n', 'no_cseq'],
    ['a negative length', 'PLAY rtsp://h/1 RTSP/1.0\r\nCSeq: 1\r\nContent-Length: -1\r\n\r\n', 'bad_header'],
    ['a huge length', 'PLAY rtsp://h/1 RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 99999999\r\n\r\n', 'too_long'],
    ['a head without end', 'A'.repeat(20_000), 'too_long'],
  ])('stops at %s', (_, text, error) => {
    const reader = new RequestReader();
    expect(reader.push(Buffer.from(text))).toEqual([{ kind: 'invalid', error }]);
    expect(reader.push(Buffer.from(DESCRIBE))).toEqual([]);
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 10 }), (chunks) => {
        const reader = new RequestReader();
        expect(() => chunks.map((chunk) => reader.push(Buffer.from(chunk)))).not.toThrow();
      }),
    );
  });
});
