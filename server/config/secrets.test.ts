import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beaconwall-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('secrets', () => {
  it('are made once, readable by the owner only, and the same at every later start', () => {
    const first = loadSecrets(folder, null);
    const second = loadSecrets(folder, null);
    expect(second.vaultKey).toEqual(first.vaultKey);
    expect(second.hmac('x')).toBe(first.hmac('x'));
    expect(second.setupToken).toBe(first.setupToken);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('differ between installations and between purposes', () => {
    const other = mkdtempSync(join(tmpdir(), 'beaconwall-secrets-'));
    expect(loadSecrets(other, null).hmac('x')).not.toBe(loadSecrets(folder, null).hmac('x'));
    rmSync(other, { recursive: true });
  });

  it('follow the master key of the settings', () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    expect(loadSecrets(folder, key).hmac('x')).not.toBe(loadSecrets(folder, null).hmac('x'));
  });
});
