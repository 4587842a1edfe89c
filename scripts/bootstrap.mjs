/**
 * What every command starts with, in plain JavaScript that any Node from 14 on can read: checks the machine,
 * installs the packages when they are missing or out of date, and hands over to the Node 24 that came with them.
 *
 *   node scripts/bootstrap.mjs scripts/demo.ts [arguments…]
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..');
const BIN = join(PROJECT, 'node_modules', '.bin');
/** Compiled code, kept between starts: every process of ours then starts in about two thirds of the time. */
const COMPILE_CACHE = join(PROJECT, 'node_modules', '.cache', 'compile');
const STAMP = join(PROJECT, 'node_modules', '.beaconwall-installed');
const NEEDED_MAJOR = 24;
const PARENT_POLL_MS = 500;

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(78);
}

const major = (version) => Number(version.replace(/^v/, '').split('.')[0]);

function checkNode() {
  if (major(process.version) < 20) {
    fail(
      `Beaconwall needs Node 20 or newer to set itself up; this is ${process.version}. Install Node 24 LTS.`,
    );
  }
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(PROJECT, 'package-lock.json')))
    .digest('hex');
}

function isInstalled() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash();
}

/** Runs a command; while it is quiet, a line every few seconds says that it still works. */
function run(command, args, options, doing) {
  return new Promise((resolve) => {
    const startedAt = Date.now();
    if (doing) process.stderr.write(`· ${doing} …\n`);
    const child = spawn(command, args, options);
    const seconds = () => Math.round((Date.now() - startedAt) / 1000);
    const tick = doing && setInterval(() => process.stderr.write(`  ${doing}: ${seconds()} s\n`), 10_000);
    child.once('error', (error) => fail(`Cannot run ${command}: ${error.message}`));
    child.once('close', (code, signal) => {
      if (tick) clearInterval(tick);
      resolve({ code: signal === null ? code : 1, child });
    });
  });
}

async function install() {
  if (isInstalled()) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Not `npm ci`: it refuses a lock file without the binaries for other systems, which a mirror may not carry.
  // `--no-save` keeps the lock file as it is. npm prints to our stderr: stdout belongs to the command (`--json`).
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = await run(
    npm,
    args,
    { cwd: PROJECT, stdio: ['ignore', 2, 2] },
    'Installing packages (once)',
  );
  if (result.code !== 0) {
    fail(
      'The packages could not be installed. Is the npm registry reachable, and is there 2 GB of disk left?',
    );
  }
  writeFileSync(STAMP, lockHash());
}

/** Node 24: the one that came as a package, else this one. */
function findNode() {
  const own = join(BIN, 'node');
  if (existsSync(own)) return own;
  if (major(process.version) >= NEEDED_MAJOR) return process.execPath;
  fail(
    `Beaconwall runs on Node ${NEEDED_MAJOR}. It brings its own on Linux (x64, arm64); here, install Node ${NEEDED_MAJOR} LTS and try again.`,
  );
}

/** The command lives and dies with us: it stops when the IPC channel closes, however we end. */
async function handOver(node, args) {
  const env = { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, PATH: `${BIN}:${process.env.PATH}` };
  const child = spawn(node, args, { cwd: PROJECT, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  // Ctrl-C reaches the whole group; the command decides how to stop, we only wait for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && child.connected) child.disconnect();
  }, PARENT_POLL_MS).unref();
  const code = await new Promise((resolve) =>
    child.once('exit', (exit, signal) => resolve(signal ? 1 : exit)),
  );
  process.exit(code);
}

checkNode();
install()
  .then(() => handOver(findNode(), process.argv.slice(2)))
  .catch((error) => fail(`The set-up failed: ${error.message}`));
