import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseUrl, controlUrl } from './control-url.ts';
import { formatRtspUrl, parseRtspUrl, type RtspUrl } from './rtsp-url.ts';

function url(text: string): RtspUrl {
  const parsed = parseRtspUrl(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

describe('RTSP URLs', () => {
  it.each([
    ['rtsp://10.0.0.1/a?b=c', '10.0.0.1', 554, '/a?b=c'],
    ['RTSP://user:p@ss@cam.local:8554/', 'cam.local', 8554, '/'],
    ['rtsp://[fe80::1]:555/x', 'fe80::1', 555, '/x'],
    ['rtsp://cam', 'cam', 554, ''],
    ['rtsp://cam?channel=1', 'cam', 554, '/?channel=1'],
  ])('reads %s', (text, host, port, path) => {
    expect(parseRtspUrl(text)).toMatchObject({ ok: true, value: { endpoint: { host, port }, path } });
  });

  it.each(['', 'http://a/', 'rtsp://', 'rtsp://a:0/', 'rtsp://a:99999/', 'rtsp://a/b c', 'rtsp://fe80::1/'])(
    'refuses %j',
    (text) => {
      expect(parseRtspUrl(text).ok).toBe(false);
    },
  );

  it('leaves credentials out of what is sent', () => {
    expect(formatRtspUrl(url('rtsp://user:pass@cam:554/a'))).toBe('rtsp://cam:554/a');
  });
});

const request = url('rtsp://10.0.0.5:8554/live/ch1');

describe('the base of control URLs', () => {
  it.each([
    ['nothing', undefined, 'rtsp://10.0.0.5:8554/live/ch1'],
    ['an absolute URL', 'rtsp://10.0.0.5:8554/live/ch1/', 'rtsp://10.0.0.5:8554/live/ch1/'],
    ['Q15 no scheme', '10.0.0.5/live/ch1/', 'rtsp://10.0.0.5:8554/live/ch1/'],
    ['Q15 no scheme and another address', '192.168.1.9:554/x/', 'rtsp://10.0.0.5:8554/x/'],
    ['Q15 the scheme twice', 'rtsp://rtsp://10.0.0.5/live/', 'rtsp://10.0.0.5:8554/live/'],
    ['Q15 a path', '/live/', 'rtsp://10.0.0.5:8554/live/'],
    ['Q15 a relative path', 'sub/', 'rtsp://10.0.0.5:8554/live/ch1/sub/'],
    ['Q15 a bare IPv6 address', 'rtsp://fe80::1/live/', 'rtsp://10.0.0.5:8554/live/'],
    ['Q16 the wrong host', 'rtsp://169.254.169.254/live/', 'rtsp://10.0.0.5:8554/live/'],
  ])('from %s', (_title, contentBase, expected) => {
    expect(formatRtspUrl(baseUrl(request, contentBase))).toBe(expected);
  });
});

describe('control URLs', () => {
  it.each([
    ['none', 'rtsp://h/a', null, 'rtsp://h/a'],
    ['a star', 'rtsp://h/a/', '*', 'rtsp://h/a/'],
    ['relative to a directory', 'rtsp://h/a/', 'trackID=1', 'rtsp://h/a/trackID=1'],
    ['Q15 relative to a base without its slash', 'rtsp://h/a', 'trackID=1', 'rtsp://h/a/trackID=1'],
    ['relative to nothing', 'rtsp://h', 'trackID=1', 'rtsp://h/trackID=1'],
    ['with a leading slash', 'rtsp://h/a/', '/trackID=1', 'rtsp://h/a/trackID=1'],
    ['Q16 relative after a query', 'rtsp://h/a?u=x', 'trackID=1', 'rtsp://h/a?u=x/trackID=1'],
    ['a query of its own', 'rtsp://h/a', '?ctype=video', 'rtsp://h/a?ctype=video'],
    ['Q16 absolute with the wrong host', 'rtsp://h:8554/a', 'rtsp://10.1.1.1/b/t1', 'rtsp://h:8554/b/t1'],
  ])('%s', (_title, base, control, expected) => {
    expect(controlUrl(url(base), control)).toBe(expected);
  });
});

it('Q15 Q16 whatever a device says, requests go to the authority that was registered', () => {
  const base = parseRtspUrl('rtsp://10.0.0.5:8554/live?x=1');
  if (!base.ok) throw new Error(base.error);
  const pieces = fc.constantFrom(
    'rtsp://',
    'rtsps://',
    '//',
    '@',
    '10.9.9.9',
    ':554',
    '/',
    '?',
    '..',
    '[',
    ' a',
  );
  const said = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(said, said, (contentBase, control) => {
      const url = controlUrl(baseUrl(base.value, contentBase), control);
      expect(url).toMatch(/^rtsp:\/\/10\.0\.0\.5:8554(?:[/?]|$)/);
    }),
  );
});
