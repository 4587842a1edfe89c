import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkPlaylist } from './check-playlist.ts';
import { PlaylistHistory, parsePlaylist, StreamFollower } from './index.ts';

const PARTS = [0, 1, 2, 3, 4];

function segment(number: number, options: { map?: string; parts?: boolean } = {}): string[] {
  const dateMs = 1_700_000_000_000 + number * 1_000;
  return [
    ...(options.map === undefined ? [] : [`#EXT-X-MAP:URI="${options.map}"`]),
    `#EXT-X-PROGRAM-DATE-TIME:${new Date(dateMs).toISOString()}`,
    ...(options.parts === false ? [] : PARTS.map((part) => partLine(number * 5 + part))),
    '#EXTINF:1.00000,',
    `e/segment-${number}.m4s`,
  ];
}

function partLine(number: number): string {
  const independent = number % 5 === 0 ? ',INDEPENDENT=YES' : '';
  return `#EXT-X-PART:DURATION=0.20000,URI="e/part-${number}.m4s"${independent}`;
}

/** A playlist without fault whose first segment is the `first`th: twelve segments of a second, and two parts. */
function goodPlaylist(first = 0): string {
  const open = first + 12;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    '#EXT-X-TARGETDURATION:4',
    '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=24.0,HOLD-BACK=12.0,PART-HOLD-BACK=0.648',
    '#EXT-X-PART-INF:PART-TARGET=0.216',
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    '#EXT-X-DISCONTINUITY-SEQUENCE:0',
    ...segment(first, { map: 'e/init-0.mp4' }),
    ...Array.from({ length: 11 }, (_, i) => segment(first + 1 + i)).flat(),
    ...segment(open).slice(0, 3),
    `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="e/part-${open * 5 + 2}.m4s"`,
  ];
  return `${lines.join('\n')}\n`;
}

const violationsOf = (text: string) => checkPlaylist(parsePlaylist(text)).join('\n');

describe('the playlist checker', () => {
  it('finds nothing in a good playlist', () => {
    expect(violationsOf(goodPlaylist())).toBe('');
  });

  it.each([
    ['too old a version', 'VERSION:9', 'VERSION:8', 'version 8'],
    ['a target of broken seconds', 'TARGETDURATION:4', 'TARGETDURATION:4.5', 'not whole'],
    ['no blocking reload', 'CAN-BLOCK-RELOAD=YES,', '', 'CAN-BLOCK-RELOAD'],
    ['too short a part hold-back', 'PART-HOLD-BACK=0.648', 'PART-HOLD-BACK=0.600', 'PART-HOLD-BACK'],
    ['too short a hold-back', 'HOLD-BACK=12.0', 'HOLD-BACK=11.0', 'HOLD-BACK below'],
    ['too near a skip boundary', 'CAN-SKIP-UNTIL=24.0', 'CAN-SKIP-UNTIL=20.0', 'CAN-SKIP-UNTIL'],
    ['no preload hint', /#EXT-X-PRELOAD-HINT.*\n/, '', 'no preload hint'],
    ['a hint of what is listed', /URI="e\/part-62.m4s"\n$/, 'URI="e/part-61.m4s"\n', 'hint is listed'],
    ['a part above the target', /0.20000(,URI="e\/part-7\.)/, '0.21700$1', 'e/part-7.m4s is 0.217 s'],
    ['a part below 85 % of it', /0.20000(,URI="e\/part-7\.)/, '0.18000$1', 'e/part-7.m4s is only 0.18 s'],
    ['parts that are not their segment', 'EXTINF:1.00000', 'EXTINF:1.10000', 'parts are'],
    [
      'a segment above the target',
      /EXTINF:1.00000(,\ne\/segment-3)/,
      'EXTINF:4.60000$1',
      'above TARGETDURATION',
    ],
    ['a part twice', 'e/part-3.m4s', 'e/part-2.m4s', 'listed twice'],
    ['a segment without a date', /#EXT-X-PROGRAM-DATE-TIME:.*:22.*\n/, '', 'no PROGRAM-DATE-TIME'],
    ['dates that go back', /(PROGRAM-DATE-TIME:.*):25\./, '$1:15.', 'not after the one before'],
    ['no map', /#EXT-X-MAP.*\n/, '', 'no EXT-X-MAP'],
    [
      'another map in mid-stream',
      /(e\/segment-5\.m4s\n)/,
      '$1#EXT-X-MAP:URI="e/init-1.mp4"\n',
      'another map without a discontinuity',
    ],
    [
      'a discontinuity that nobody can begin at',
      /(e\/segment-5\.m4s\n)([\s\S]*?),INDEPENDENT=YES/,
      '$1#EXT-X-DISCONTINUITY\n$2',
      'discontinuity without a key frame',
    ],
  ] as const)('finds %s', (_title, what, by, violation) => {
    expect(violationsOf(goodPlaylist().replace(what, by))).toContain(violation);
  });

  it.each([
    ['a tag twice', '#EXT-X-VERSION:9\n', '#EXT-X-VERSION:9\n#EXT-X-VERSION:9\n'],
    ['an unknown tag', '#EXT-X-VERSION:9\n', '#EXT-X-VERSION:9\n#EXT-X-WHATEVER\n'],
    ['a segment without its duration', '#EXTINF:1.00000,\n', ''],
    ['a discontinuity between parts', /(e\/part-2.m4s"\n)/, '$1#EXT-X-DISCONTINUITY\n'],
  ] as const)('does not read %s', (_title, what, by) => {
    expect(() => parsePlaylist(goodPlaylist().replace(what, by))).toThrow();
  });
});

describe('the checker over time', () => {
  function historyOf(...texts: string[]): string {
    const history = new PlaylistHistory();
    for (const text of texts) history.add(parsePlaylist(text));
    return history.violations.join('\n');
  }

  it('finds nothing in a stream that goes on', () => {
    expect(historyOf(goodPlaylist(0), goodPlaylist(0), goodPlaylist(1), goodPlaylist(3))).toBe('');
  });

  it.each([
    ['a numbering that falls', goodPlaylist(0), 'MEDIA-SEQUENCE fell'],
    ['another part target', goodPlaylist(2).replaceAll('0.216', '0.217'), 'partTargetS changed'],
    ['another skip boundary', goodPlaylist(2).replace('24.0', '25.0'), 'canSkipUntilS changed'],
    ['a map that changes', goodPlaylist(2).replace('init-0', 'init-1'), 'changed its map'],
    ['a date that changes', goodPlaylist(2).replace(':25.000Z', ':25.100Z'), 'changed its date'],
    ['a part that changes', goodPlaylist(2).replace(/0.20000(,URI="e\/part-31\.)/, '0.19990$1'), 'part-31'],
    ['a hint that is not kept', goodPlaylist(2).replaceAll('part-67', 'part-99'), 'was hinted'],
    ['discontinuities that nobody saw', goodPlaylist(2).replace('QUENCE:0', 'QUENCE:1'), 'rose by 1'],
  ])('finds %s', (_title, next, violation) => {
    expect(historyOf(goodPlaylist(1), next)).toContain(violation);
  });

  it('finds a delta that skips what the client cannot have', () => {
    const lines = goodPlaylist(9).split('\n');
    const from = lines.findIndex((line) => line.includes('segment-10'));
    const delta = [...lines.slice(0, 7), '#EXT-X-SKIP:SKIPPED-SEGMENTS=2', ...lines.slice(from + 1)];
    expect(historyOf(goodPlaylist(0), delta.join('\n'))).toContain('skips behind the boundary');
    expect(historyOf(goodPlaylist(20), delta.join('\n'))).toContain('client cannot have');
  });
});

/** A box of ISO 14496-12 around bytes. */
function box(type: string, ...inside: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(inside);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const INIT = ['stsd', 'stbl', 'minf', 'mdia', 'trak', 'moov'].reduce<Buffer>(
  (inside, type) => box(type, inside),
  Buffer.alloc(0),
);
/** Without samples: its data offset is behind the 72 bytes of moof and the header of mdat. */
const EMPTY_FRAGMENT = Buffer.concat([
  box(
    'moof',
    box('mfhd', Buffer.alloc(8)),
    box(
      'traf',
      box('tfdt', Buffer.alloc(12)),
      box('trun', Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80])),
    ),
  ),
  box('mdat'),
]);

describe('the follower', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  /** A server with one blocking answer, which it gives when the part is out and `takesMs` more have gone by. */
  async function follow(answer: string, takesMs: number): Promise<readonly string[]> {
    let nowMs = 0;
    const arrival = Promise.withResolvers<void>();
    const server = createServer(async (request, response) => {
      const url = request.url ?? '';
      if (url.includes('init')) response.end(INIT);
      else if (!url.includes('index.m3u8')) response.end(EMPTY_FRAGMENT);
      else if (url.includes('_HLS_msn')) {
        await arrival.promise;
        nowMs += takesMs;
        response.end(answer);
      } else response.end(goodPlaylist(0));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.closeAllConnections());
    closing.push(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.m3u8`;
    const clock = () => {
      arrival.resolve(); // the only thing it dates before the answer is the part
      return nowMs;
    };
    const follower = new StreamFollower({ playlistUrl: url, headers: () => ({}), nowMs: clock });
    await follower.follow(() => follower.figures.playlists > 1);
    return follower.violations;
  }

  it('finds an answer that comes too early', async () => {
    const violations = await follow(goodPlaylist(0), 0);
    expect(violations).toContainEqual(expect.stringContaining('which the answer lacks'));
  });

  it('finds an answer that comes too late', async () => {
    const violations = await follow(goodPlaylist(1), 1_500);
    expect(violations).toContainEqual(expect.stringContaining('1500 ms later than e/part-62.m4s'));
  });
});
