import { describe, expect, it } from 'vitest';
import { gatewayPlaces, settingsOfGateway } from './gateway-settings.ts';
import { readSettings, type Settings } from './settings.ts';

function settingsFrom(environment: Record<string, string>): Settings {
  const settings = readSettings(environment);
  if (!settings.ok) throw new Error(settings.error.problems.join());
  return settings.value;
}

describe('the settings of several gateways', () => {
  it('are those of the one gateway where there is one', () => {
    const settings = settingsFrom({ BEACONWALL_GATEWAY_PUBLIC_URL: 'https://wall.test/' });
    expect(settingsOfGateway(settings, 0)).toEqual(settings);
    expect(gatewayPlaces(settings)).toEqual([
      { id: 'https://wall.test', publicUrl: 'https://wall.test', internalUrl: 'http://127.0.0.1:8081' },
    ]);
  });

  it('count ports up, and leave the worker its own', () => {
    const settings = settingsFrom({ BEACONWALL_GATEWAYS: '3' });
    const ports = [0, 1, 2].map((index) => settingsOfGateway(settings, index));
    expect(ports.map(({ gatewayPort }) => gatewayPort)).toEqual([8081, 8082, 8083]);
    expect(ports.map(({ metricsPort }) => metricsPort)).toEqual([9464, 9474, 9484]);
    expect(gatewayPlaces(settings).map(({ publicUrl, internalUrl }) => [publicUrl, internalUrl])).toEqual([
      ['http://localhost:8081', 'http://127.0.0.1:8081'],
      ['http://localhost:8082', 'http://127.0.0.1:8082'],
      ['http://localhost:8083', 'http://127.0.0.1:8083'],
    ]);
  });

  it.each([
    ['https://wall.test', ['https://wall.test', 'https://wall.test:444']],
    ['https://wall.test/video', ['https://wall.test/video', 'https://wall.test:444/video']],
    ['https://wall.test/{gateway}', ['https://wall.test/1', 'https://wall.test/2']],
    ['https://video{gateway}.wall.test', ['https://video1.wall.test', 'https://video2.wall.test']],
    ['http://[fd00::1]:8081', ['http://[fd00::1]:8081', 'http://[fd00::1]:8082']],
  ])('are reached under addresses made from %s', (url, wanted) => {
    const settings = settingsFrom({ BEACONWALL_GATEWAYS: '2', BEACONWALL_GATEWAY_PUBLIC_URL: url });
    expect(gatewayPlaces(settings).map(({ publicUrl }) => publicUrl)).toEqual(wanted);
  });

  it('leave a port to the system where it is to choose', () => {
    const settings = settingsFrom({ BEACONWALL_GATEWAYS: '2', BEACONWALL_METRICS_PORT: '0' });
    expect(settingsOfGateway(settings, 1).metricsPort).toBe(0);
  });
});
