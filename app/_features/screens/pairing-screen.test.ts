import { describe, expect, it } from 'vitest';
import type { Pairing } from '#core/contracts';
import { ManualClock } from '#core/kit';
import { PairingScreen } from './pairing-screen.ts';

const LIFE_MS = 600_000;

/** A server whose answers are set by the test. */
class FakeServer {
  readonly opened: (string | null)[] = [];
  claimed = 0;
  failure: number | null = null;
  state: 'waiting' | 'paired' = 'waiting';

  open = async (replaces: string | null): Promise<Pairing> => {
    this.#fail();
    this.opened.push(replaces);
    const number = this.opened.length;
    return { code: `CODE000${number}`, secret: `secret${number}`, expiresMs: LIFE_MS, serverTimeMs: 0 };
  };
  claim = async () => {
    this.claimed += 1;
    this.#fail();
    return this.state;
  };
  statusOf = (error: unknown) => Number(error instanceof Error ? error.message : 0);

  #fail() {
    if (this.failure !== null) throw new Error(String(this.failure));
  }
}

function rig(failure: number | null = null) {
  const clock = new ManualClock();
  const server = new FakeServer();
  server.failure = failure;
  const screen = new PairingScreen(server, clock);
  screen.start();
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      await settled();
    }
  };
  return { server, screen, pass };
}
const settled = async () => {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
};

describe('a screen that waits to be let in', () => {
  it('A11 shows its code until somebody has entered it, and then asks no more', async () => {
    const { server, screen, pass } = rig();
    await settled();
    expect(screen.view.get()).toMatchObject({ state: 'showing', code: 'CODE0001', isAway: false });
    await pass(4_000);
    server.state = 'paired';
    await pass(2_000);
    expect(screen.view.get()).toEqual({ state: 'paired' });
    const asked = server.claimed;
    await pass(60_000);
    expect(server.claimed).toBe(asked);
  });

  it('A12 renews its code a minute before it ends, and gives the old one back', async () => {
    const { server, screen, pass } = rig();
    await settled();
    await pass(LIFE_MS - 61_000);
    expect(screen.view.get()).toMatchObject({ code: 'CODE0001' });
    await pass(4_000);
    expect(screen.view.get()).toMatchObject({ code: 'CODE0002' });
    expect(server.opened).toEqual([null, 'secret1']);
  });

  it('A12 takes another when the server knows its code no more', async () => {
    const { server, screen, pass } = rig();
    await settled();
    server.failure = 404;
    await pass(2_000);
    server.failure = null;
    await pass(6_000);
    expect(screen.view.get()).toMatchObject({ state: 'showing', code: 'CODE0002', isAway: false });
  });

  it('keeps showing its code while the server is away, and says so', async () => {
    const { server, screen, pass } = rig();
    await settled();
    server.failure = 0;
    await pass(10_000);
    expect(screen.view.get()).toMatchObject({ code: 'CODE0001', isAway: true });
    server.failure = null;
    await pass(6_000);
    expect(screen.view.get()).toMatchObject({ code: 'CODE0001', isAway: false });
  });

  it('A12 waits a minute when too many wait', async () => {
    const { server, screen, pass } = rig(429);
    await settled();
    expect(screen.view.get()).toEqual({ state: 'refused' });
    server.failure = null;
    await pass(59_000);
    expect(server.opened).toEqual([]);
    await pass(1_000);
    expect(screen.view.get()).toMatchObject({ state: 'showing', code: 'CODE0001' });
  });

  it('asks nothing more once it is stopped', async () => {
    const { server, screen, pass } = rig();
    await settled();
    screen.stop();
    await pass(LIFE_MS);
    expect([server.claimed, server.opened.length]).toEqual([0, 1]);
  });
});
