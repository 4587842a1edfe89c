/**
 * The import table of docs/design/architecture.md, enforced. Whatever is not allowed here is an error, so a new
 * dependency between parts of the system is a change to this file that a reviewer sees.
 */

const TESTS = '(\\.test\\.tsx?$|^test/|^bench/|^scripts/)';

/** `from` may import, of our own folders, only `allowed` (besides itself). */
const only = (name, from, allowed) => ({
  name,
  comment: `${from} may import only ${allowed.join(', ') || 'packages'}`,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: {
    path: '^(core|db|server|workers|app|sim|test|bench|scripts)/',
    pathNot: [from, ...allowed],
  },
});

const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    only('core-kit', '^core/kit/', []),
    only('core-foundations', '^core/(geo|org|network|gateways)/', ['^core/kit/']),
    only('core-concepts', '^core/(camera|access|alert|routing|dispatch)/', ['^core/(kit|geo|org)/']),
    only('core-incident', '^core/incident/', ['^core/(kit|geo|org|alert)/']),
    only('core-contracts', '^core/contracts/', ['^core/']),
    only('db', '^db/', ['^core/']),
    only('gateway', '^server/gateway/', ['^core/']),
    only('server', '^server/(http|realtime|database|config|supervisor)/', [
      '^core/',
      '^db/',
      '^server/realtime/',
    ]),
    only('workers', '^workers/', ['^core/', '^db/']),
    only('app', '^app/', ['^core/']),
    only('sim', '^sim/', ['^core/']),

    never(
      'core-is-pure',
      'core runs in browsers too: zod, and ipaddr.js for what an address is',
      { path: '^core/', pathNot: TESTS },
      {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg'],
        pathNot: 'node_modules/(zod|ipaddr\\.js)/',
      },
    ),
    never(
      'features-apart',
      'a feature does not import another feature',
      { path: '^app/_features/([^/]+)/' },
      {
        path: '^app/_features/',
        pathNot: '^app/_features/$1/',
      },
    ),
    never(
      'app-foundations',
      'app/_lib and app/_ui know no feature and no page',
      { path: '^app/_(lib|ui)/' },
      {
        path: '^app/',
        pathNot: '^app/_(lib|ui)/',
      },
    ),
    never(
      'doors',
      "a folder's index.ts is its door; nobody reaches past it",
      { path: '^(core|db|server|workers|sim)/([^/]+)/', pathNot: TESTS },
      {
        path: '^(core|db|server|workers|sim)/[^/]+/',
        pathNot: ['^$1/$2/', '^[^/]+/[^/]+/index\\.ts$'],
      },
    ),
    never(
      'gateway-doors',
      'inside the gateway too',
      { path: '^server/gateway/([^/]+)/', pathNot: TESTS },
      {
        path: '^server/gateway/[^/]+/',
        pathNot: ['^server/gateway/$1/', '^server/gateway/[^/]+/index\\.ts$'],
      },
    ),
    never(
      'rtsp-knows-no-output',
      'input stages know nothing of HLS',
      { path: '^server/gateway/(rtsp|rtp|codec)/', pathNot: TESTS },
      {
        path: '^server/gateway/(fmp4|hls|feed|session|http)/',
      },
    ),
    never(
      'fmp4-knows-no-protocol',
      'hls, feed → fmp4 → codec',
      { path: '^server/gateway/fmp4/', pathNot: TESTS },
      {
        path: '^server/gateway/(rtsp|rtp|hls|feed|session|http)/',
      },
    ),
    never(
      'hls-and-feed-apart',
      'two outputs of the same parts',
      { path: '^server/gateway/(hls|feed)/', pathNot: TESTS },
      {
        path: '^server/gateway/(rtsp|rtp|hls|feed|session|http)/',
        pathNot: '^server/gateway/$1/',
      },
    ),
    never(
      'few-child-processes',
      'only these start processes',
      {
        path: '^(core|db|server|workers|app|sim)/',
        pathNot: [TESTS, '^server/(database|supervisor)/', '^sim/footage/(draw|encode)\\.ts$'],
      },
      { path: '^(node:)?child_process$' },
    ),
    never(
      'tests-are-leaves',
      'tests and benches are nobody’s dependency',
      { path: '^(core|db|server|workers|app|sim)/', pathNot: TESTS },
      {
        path: '^(test|bench|scripts)/',
      },
    ),
    never('no-cycles', 'a cycle has no architecture', {}, { circular: true }),
    never('resolvable', 'every import resolves', {}, { couldNotResolve: true }),
  ],
  options: {
    parser: 'swc', // dependency-cruiser's TypeScript reader needs TypeScript < 7
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|data|public)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
