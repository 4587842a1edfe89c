import { describe, expect, it } from 'vitest';
import { type Log, ManualClock } from '#core/kit';
import { type GatewayPlace, gatewayTiming } from './gateway-place.ts';
import { GatewayWatch } from './gateway-watch.ts';

const place = (port: number): GatewayPlace => ({
  id: `http://localhost:${port}`,
  publicUrl: `http://localhost:${port}/video`,
  internalUrl: `http://127.0.0.1:${port}`,
});
const keys = Array.from({ length: 100 }, (_, i) => `cam_${i}`);

function start() {
  const clock = new ManualClock();
  const warnings: object[] = [];
  const log: Log = { debug() {}, info() {}, warn: (fields) => warnings.push(fields), error() {} };
  const heard = { places: [] as GatewayPlace[], fails: false, asked: 0 };
  const watch = new GatewayWatch({
    list: async () => {
      heard.asked++;
      if (heard.fails) throw new Error('the database is away');
      return heard.places;
    },
    configured: [place(1), place(2)],
    clock,
    log,
  });
  const look = async (): Promise<void> => {
    clock.advance(gatewayTiming.watchMs);
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return { watch, heard, clock, warnings, look };
}

describe('watching gateways', () => {
  it('gives everything to the configured one while no gateway is heard', async () => {
    const { watch } = start();
    await watch.start();
    expect(new Set(keys.map((key) => watch.for(key).id))).toEqual(new Set([place(1).id]));
    expect(watch.live).toEqual([place(1)]);
    expect(watch.origins).toEqual(['http://localhost:1', 'http://localhost:2']);
    watch.close();
  });

  it('spreads cameras over those that live, and moves them from one that goes', async () => {
    const { watch, heard, look } = start();
    heard.places = [place(7), place(8)];
    await watch.start();
    expect(new Set(keys.map((key) => watch.for(key).id)).size).toBe(2);
    heard.places = [place(8)];
    await look();
    expect(new Set(keys.map((key) => watch.for(key).id))).toEqual(new Set([place(8).id]));
    // A page that was opened before may still be connected to it.
    expect(watch.origins).toContain('http://localhost:7');
    watch.close();
  });

  it('keeps to what it knew while nobody can be asked', async () => {
    const { watch, heard, warnings, look } = start();
    heard.places = [place(7)];
    await watch.start();
    heard.fails = true;
    await look();
    expect(watch.for('cam_1')).toEqual(place(7));
    expect(warnings).toHaveLength(1);
    heard.fails = false;
    heard.places = [place(9)];
    await look();
    expect(watch.for('cam_1')).toEqual(place(9));
    watch.close();
  });

  it('remembers a bounded number of origins, the newest', async () => {
    const { watch, heard, look } = start();
    await watch.start();
    for (let port = 1_000; port < 1_200; port++) {
      heard.places = [place(port)];
      await look();
    }
    expect(watch.origins).toHaveLength(64);
    expect(watch.origins).toContain('http://localhost:1199');
    watch.close();
  });

  it('does not look any more once closed', async () => {
    const { watch, heard, clock, look } = start();
    await watch.start();
    watch.close();
    await look();
    expect(heard.asked).toBe(1);
    expect(clock.pending).toBe(0);
  });
});
