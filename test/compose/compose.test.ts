import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DCLinter } from 'dclint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { settingsSchema } from '#server/config';

const file = new URL('../../docker-compose.yml', import.meta.url);
const text = readFileSync(file, 'utf8');

const serviceSchema = z.looseObject({
  image: z.string(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  networks: z.array(z.string()),
  healthcheck: z.looseObject({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  security_opt: z.array(z.string()).optional(),
});
const { services } = z
  .looseObject({ services: z.record(z.string(), serviceSchema) })
  .parse(parse(text, { merge: true }));
const entries = Object.entries(services);
const ROLES = ['web', 'gateway', 'worker'];

const service = (name: string): z.infer<typeof serviceSchema> => {
  const found = services[name];
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
};

/** The rules of order and style are Biome's and taste's; both an image name and a build are wanted. */
const linter = new DCLinter({
  rules: {
    'no-build-and-image': 0,
    'require-quotes-in-ports': [2, { quoteType: 'double' }],
    'service-image-require-explicit-tag': 2,
    'service-keys-order': 0,
    'services-alphabetical-order': 0,
    'service-dependencies-alphabetical-order': 0,
    'service-ports-alphabetical-order': 0,
    'top-level-properties-order': 0,
  },
  quiet: false,
  debug: false,
  exclude: [],
});

const complaints = (url: URL): string[] =>
  linter
    .lintFiles([fileURLToPath(url)], false)
    .flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`));

describe('docker-compose.yml', () => {
  it('follows the Compose Specification and the rules of dclint', () => {
    expect(complaints(file)).toEqual([]);
  });

  it('would be found out if a key were misspelt', () => {
    const found = complaints(new URL('fixtures/broken.yml', import.meta.url));
    expect(found.join('\n')).toContain('must NOT have additional properties');
  });

  it('runs the three roles, their stores and the front', () => {
    expect(Object.keys(services).sort()).toEqual(
      ['caddy', 'gateway', 'gateway-2', 'migrate', 'postgres', 'redis', 'web', 'worker'].sort(),
    );
    for (const role of ROLES) {
      const [node, ...rest] = service(role).command ?? [];
      expect([node, ...rest.slice(-2)]).toEqual(['node', 'server/main.ts', role]);
    }
  });

  it('sets only settings that exist, and none to a secret of its own', () => {
    const known = Object.keys(settingsSchema.shape);
    for (const role of [...ROLES, 'migrate']) {
      for (const [name, value] of Object.entries(service(role).environment ?? {})) {
        expect(known).toContain(name);
        if (/KEY|PASSWORD|URL/.test(name) && !name.endsWith('GATEWAY_URL')) expect(value).toContain('${');
      }
    }
    expect(text).not.toMatch(/PASSWORD: (?!\$\{)\S/);
    for (const secret of ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'BEACONWALL_MASTER_KEY']) {
      expect(text).not.toMatch(new RegExp(`\\$\\{${secret}(:-|\\})`));
    }
  });

  it('pins every image to a full version', () => {
    for (const [, { image }] of entries) expect(image).toMatch(/^[a-z]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  });

  it('takes a Redis without CVE-2025-49844 that keeps what it was given', () => {
    const { image, command } = service('redis');
    const [, minor = 0, patch = 0] = /^redis:8\.(\d+)\.(\d+)/.exec(image)?.map(Number) ?? [];
    expect(minor * 100 + patch).toBeGreaterThanOrEqual(202);
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(command).toContain('--requirepass ');
    expect(service('redis').volumes).toEqual(['redis:/data']);
  });

  it('keeps PostgreSQL 18 in its volume', () => {
    expect(service('postgres').image).toMatch(/^postgres:18\./);
    expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql']);
  });

  it('opens ports on the front only, and gives the stores no way out', () => {
    expect(entries.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['caddy']);
    expect(service('caddy').networks).toEqual(['front']);
    for (const store of ['postgres', 'redis']) expect(service(store).networks).toEqual(['data']);
  });

  it('waits for what a service needs, with a health check for each', () => {
    for (const role of ROLES) {
      expect(service(role).depends_on?.migrate?.condition).toBe('service_completed_successfully');
      expect(service(role).healthcheck.test?.slice(0, 3)).toEqual(['CMD', 'node', 'docker/health.ts']);
    }
    for (const [name, { depends_on, healthcheck }] of entries) {
      expect(healthcheck.test !== undefined || healthcheck.disable === true, name).toBe(true);
      for (const [needed, { condition }] of Object.entries(depends_on ?? {})) {
        if (condition === 'service_healthy') expect(service(needed).healthcheck.test).toBeDefined();
      }
    }
  });

  it('gives no service new privileges', () => {
    for (const [name, { security_opt }] of entries)
      expect(security_opt, name).toContain('no-new-privileges:true');
  });
});
