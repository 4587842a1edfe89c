import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#server/config';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Instruction {
  readonly keyword: string;
  readonly value: string;
}

/** Instructions of a Dockerfile, continuation lines joined, comments left out. */
function instructions(text: string): Instruction[] {
  return text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, keyword = '', value = ''] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
      return { keyword, value };
    });
}

const all = instructions(read('Dockerfile'));
const values = (keyword: string): string[] =>
  all.filter((instruction) => instruction.keyword === keyword).map(({ value }) => value);
const final = all.slice(all.findLastIndex(({ keyword }) => keyword === 'FROM'));

describe('Dockerfile', () => {
  it('is made of known instructions', () => {
    const known = ['FROM', 'WORKDIR', 'ENV', 'COPY', 'RUN', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'];
    for (const { keyword } of all) expect(known).toContain(keyword);
  });

  it('runs on one pinned Node 24 in both stages', () => {
    const images = values('FROM').map((value) => value.split(' ')[0]);
    expect(new Set(images).size).toBe(1);
    expect(images[0]).toMatch(/^node:24\.\d+\.\d+-[a-z]+-slim$/);
  });

  it('runs as an ordinary user, with a health check', () => {
    const users = final.filter(({ keyword }) => keyword === 'USER').map(({ value }) => value);
    expect(users).toEqual(['node']);
    expect(final.filter(({ keyword }) => keyword === 'HEALTHCHECK')).toHaveLength(1);
    expect(final.at(-1)).toEqual({ keyword: 'CMD', value: '["node", "server/main.ts", "web"]' });
  });

  it('carries settings that exist and no secrets', () => {
    const names = values('ENV').flatMap((value) =>
      [...value.matchAll(/(\w+)=/g)].map(([, name]) => name ?? ''),
    );
    const known = [...Object.keys(settingsSchema.shape), 'NODE_ENV', 'NEXT_TELEMETRY_DISABLED'];
    for (const name of names) {
      expect(known).toContain(name);
      expect(name).not.toMatch(/KEY|PASSWORD|SECRET|TOKEN|_URL$/);
    }
  });

  it('takes only files that are there and let into the build', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toContain('*');
    const sources = final
      .filter(({ keyword }) => keyword === 'COPY')
      .flatMap(({ value }) => value.split(' ').slice(1, -1))
      .map((path) => path.replace('/app/', ''))
      .filter((path) => path !== 'node_modules' && path !== '.next');
    for (const path of sources) {
      expect(existsSync(new URL(path, root)), path).toBe(true);
      expect(ignored).toContain(`!${path}`);
    }
    for (const secret of ['.env', 'data', '.git']) expect(ignored).not.toContain(`!${secret}`);
  });
});

describe('docker/Caddyfile', () => {
  const caddyfile = read('docker/Caddyfile');

  it('sends live video to the gateway, the rest to the web role, and operations to nobody', () => {
    expect(caddyfile).toMatch(/@video path \/live\/\* \/feed\n/);
    expect(caddyfile).toMatch(/handle @video \{\s+reverse_proxy gateway:8081/);
    expect(caddyfile).toMatch(/handle \{\s+reverse_proxy web:8080/);
    expect(caddyfile).toMatch(
      /@operations path .*\/metrics \/internal\/\*\n\s+handle @operations \{\s+respond 404/,
    );
  });
});

describe('docker/env.example', () => {
  it('names every variable the compose file needs, and fills in no secret', () => {
    const needed = [...read('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name ?? '');
    const example = new Map(
      [...read('docker/env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    for (const name of needed) expect(example.has(name), name).toBe(true);
    for (const [name, value] of example) if (/KEY|PASSWORD/.test(name ?? '')) expect(value).toBe('');
  });
});
