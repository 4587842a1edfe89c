import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** What the tests need from Debian: the browser, media tools and servers they run against. */
const NEEDED: readonly { readonly command: string; readonly packages: readonly string[] }[] = [
  { command: 'command -v chromium', packages: ['chromium', 'fonts-noto-cjk'] },
  { command: 'command -v ffmpeg', packages: ['ffmpeg'] },
  { command: 'command -v redis-server', packages: ['redis-server'] },
  {
    command: `python3 -c "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer" &&
      gst-inspect-1.0 --exists x264enc && gst-inspect-1.0 --exists x265enc && gst-inspect-1.0 --exists souphttpsrc`,
    packages: [
      'python3-gi',
      'gir1.2-gst-rtsp-server-1.0',
      'gstreamer1.0-tools',
      'gstreamer1.0-plugins-base',
      'gstreamer1.0-plugins-good',
      'gstreamer1.0-plugins-bad',
      'gstreamer1.0-plugins-ugly',
      'gstreamer1.0-libav',
    ],
  },
];

/** Debian's own Python: another one on the PATH does not see Debian's modules. */
const DEBIAN_PATH = `/usr/bin:/bin:/usr/sbin:/sbin:${process.env.PATH}`;

function isThere(command: string): boolean {
  return (
    spawnSync('sh', ['-c', command], { stdio: 'ignore', env: { ...process.env, PATH: DEBIAN_PATH } })
      .status === 0
  );
}

function missingPackages(): string[] {
  return NEEDED.filter(({ command }) => !isThere(command)).flatMap(({ packages }) => packages);
}

/**
 * Installs what is missing when it may (root, apt-get), quietly.
 * @returns the packages that are still missing; empty when all is there
 */
export function ensureDebianPackages(progress: (doing: string) => void): readonly string[] {
  const missing = missingPackages();
  if (missing.length === 0 || process.getuid?.() !== 0 || !isThere('command -v apt-get')) return missing;
  progress(`Installing Debian packages: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', ...missing],
  ]) {
    const result = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (result.status !== 0) process.stderr.write(`${result.stdout}${result.stderr}\n`);
  }
  return missingPackages();
}
