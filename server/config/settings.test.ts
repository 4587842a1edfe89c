import { describe, expect, it } from 'vitest';
import { readSettings, toEnvironment } from './settings.ts';

describe('settings', () => {
  it('needs none: every one has a default', () => {
    const settings = readSettings({});
    expect(settings.ok && settings.value).toMatchObject({
      host: '127.0.0.1',
      webPort: 8080,
      publicUrl: 'http://localhost:8080',
      gatewayUrl: 'http://127.0.0.1:8081',
      databaseUrl: null,
    });
  });

  it('names every wrong one', () => {
    const settings = readSettings({ BEACONWALL_PORT: 'http', DATABASE_URL: 'mysql://x', REDIS_URL: '' });
    expect(settings.ok).toBe(false);
    const problems = settings.ok ? [] : settings.error.problems;
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('BEACONWALL_PORT');
    expect(problems[1]).toContain('DATABASE_URL');
  });

  it('names the range of camera addresses that cannot be read', () => {
    const settings = readSettings({ BEACONWALL_CAMERA_NETWORKS: '10.0.0.0/8, 10.0.0.300/8:80' });
    expect(settings.ok ? [] : settings.error.problems).toEqual([
      expect.stringMatching(/^BEACONWALL_CAMERA_NETWORKS: “10\.0\.0\.300\/8:80” is not a range/),
    ]);
  });

  it('takes an identity provider as a whole, over TLS or on this machine', () => {
    const problems = (more: Record<string, string>) => {
      const settings = readSettings({ BEACONWALL_OIDC_ISSUER: 'https://sso.test/realm', ...more });
      return settings.ok ? [] : settings.error.problems;
    };
    const client = { BEACONWALL_OIDC_CLIENT_ID: 'wall' };
    expect(problems({})).toEqual([expect.stringContaining('BEACONWALL_OIDC_CLIENT_ID')]);
    expect(problems(client)).toEqual([expect.stringContaining('BEACONWALL_OIDC_CLIENT_SECRET')]);
    expect(problems({ ...client, BEACONWALL_OIDC_CLIENT_SECRET: 's' })).toEqual([]);
    expect(problems({ ...client, BEACONWALL_OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc' })).toEqual([]);
    expect(problems({ BEACONWALL_OIDC_ISSUER: 'http://sso.test' })).toEqual([
      expect.stringContaining('must be https'),
    ]);
  });

  it('names the role that there is not', () => {
    const settings = readSettings({ BEACONWALL_SECOND_FACTOR_ROLES: 'auditor, boss' });
    expect(settings.ok ? [] : settings.error.problems).toEqual([
      expect.stringMatching(/^BEACONWALL_SECOND_FACTOR_ROLES: “boss” is none of the roles/),
    ]);
  });

  it('reaches a child process unchanged', () => {
    const settings = readSettings({
      BEACONWALL_SECURITY_PROFILE: 'mlps3',
      BEACONWALL_SECOND_FACTOR_ROLES: 'administrator, auditor',
      BEACONWALL_OIDC_ISSUER: 'http://localhost:9000',
      BEACONWALL_OIDC_CLIENT_ID: 'wall',
      BEACONWALL_OIDC_CLIENT_SECRET: 'secret',
      BEACONWALL_HOST: '0.0.0.0',
      REDIS_URL: 'redis://localhost:6379',
      BEACONWALL_CAMERA_NETWORKS: '192.168.7.0/24:80+554, [fd00::/8]:554',
    });
    if (!settings.ok) throw new Error('refused');
    expect(readSettings(toEnvironment(settings.value))).toEqual(settings);
  });
});
