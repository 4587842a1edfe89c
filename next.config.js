/** @type {import('next').NextConfig} */
export default {
  // Types are checked by `tsc` over the whole repository (`npm test`), once and with the strictest settings.
  // Next's own check would repeat it and would rewrite tsconfig.json to its taste on the way.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'app/tsconfig.json' },
  reactStrictMode: true,
  poweredByHeader: false,
  // The web role compresses nothing it streams, and pages are small shells: one place less that buffers.
  devIndicators: false,
  agentRules: false,
};
