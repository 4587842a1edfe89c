import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TicketClaims } from '#core/contracts';
import { type CameraId, ManualClock, type SessionId, type UserId } from '#core/kit';
import { RevocationList, SKEW_MS } from './revocation-list.ts';

const session = (n: number) => `ses_${n}` as SessionId;
const user = (n: number) => `usr_${n}` as UserId;

function setUp(entriesMax = 100) {
  const clock = new ManualClock();
  const list = new RevocationList(clock, { entriesMax });
  const ticket = (of: { session?: number; user?: number; issuedAtMs?: number } = {}): TicketClaims => ({
    ...{ sessionId: session(of.session ?? 1), userId: user(of.user ?? 1) },
    ...{ cameraId: 'cam_1' as CameraId, profile: 'sub' },
    ...{ issuedAtMs: of.issuedAtMs ?? clock.now(), expiresAtMs: clock.now() + 60_000 },
  });
  return { clock, list, ticket };
}

describe('revoked tickets', () => {
  it('S2 of a session that ended none is good, whenever it was issued; another session’s is', () => {
    const { clock, list, ticket } = setUp();
    list.endSessions([session(1)]);
    expect(list.isRevoked(ticket())).toBe(true);
    expect(list.isRevoked(ticket({ issuedAtMs: clock.now() + 30_000 }))).toBe(true);
    expect(list.isRevoked(ticket({ session: 2 }))).toBe(false);
  });

  it('S2 of an account whose rights changed those from before are void, in every session of it', () => {
    const { clock, list, ticket } = setUp();
    const before = [ticket(), ticket({ session: 2 })];
    list.changeUsers([user(1)], clock.now());
    expect(before.map((claims) => list.isRevoked(claims))).toEqual([true, true]);
    expect(list.isRevoked(ticket({ user: 2 }))).toBe(false);
    clock.advance(SKEW_MS + 1);
    expect(list.isRevoked(ticket())).toBe(false);
  });

  it('S2 rights read after the stamp of a change and before we hear of it may be the old ones', () => {
    const { clock, list, ticket } = setUp();
    const atMs = clock.now();
    clock.advance(800); // the transaction takes its time
    const meanwhile = ticket();
    list.changeUsers([user(1)], atMs);
    expect(list.isRevoked(meanwhile)).toBe(true);
  });

  it('S2 a clock of the web role that is ahead does not save a ticket', () => {
    const { clock, list, ticket } = setUp();
    const webNow = clock.now() + 20_000;
    list.changeAll(webNow);
    expect(list.isRevoked(ticket({ issuedAtMs: webNow - 1 }))).toBe(true);
    expect(list.isRevoked(ticket({ issuedAtMs: webNow + SKEW_MS + 1 }))).toBe(false);
  });
});

describe('the list of revocations', () => {
  it('forgets what no ticket can live as long as', () => {
    const { clock, list } = setUp();
    list.endSessions([session(1), session(2)]);
    clock.advance(299_999);
    list.endSessions([session(1)]); // remembered anew
    clock.advance(1);
    list.endSessions([session(3)]);
    expect(list.size).toBe(2);
  });

  it('S2 too many to remember: everybody asks anew, nobody who was revoked is forgotten', () => {
    const { clock, list, ticket } = setUp(3);
    list.endSessions([1, 2, 3, 4].map(session));
    expect(list.size).toBe(0);
    expect(list.isRevoked(ticket({ session: 4 }))).toBe(true);
    expect(list.isRevoked(ticket({ session: 9 }))).toBe(true);
    expect(list.isRevoked(ticket({ session: 9, issuedAtMs: clock.now() + SKEW_MS + 1 }))).toBe(false);
  });

  it('tells those who listen, until they no longer do', () => {
    const { clock, list } = setUp();
    let told = 0;
    const stop = list.onRevoked(() => told++);
    list.endSessions([session(1)]);
    list.changeUsers([user(1)], clock.now());
    list.changeAll(clock.now());
    stop();
    list.endSessions([session(2)]);
    expect(told).toBe(3);
  });

  it('S2 whatever happens in whatever order, a ticket from before a change of its rights is void while it lives', () => {
    const step = fc.record({
      kind: fc.constantFrom('session', 'user', 'all'),
      id: fc.integer({ min: 1, max: 5 }),
      waitMs: fc.integer({ min: 0, max: 40_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { clock, list, ticket } = setUp(4);
        const changed: { readonly kind: string; readonly id: number; readonly atMs: number }[] = [];
        for (const { kind, id, waitMs } of steps) {
          clock.advance(waitMs);
          if (kind === 'session') list.endSessions([session(id)]);
          else if (kind === 'user') list.changeUsers([user(id)], clock.now());
          else list.changeAll(clock.now());
          changed.push({ kind, id, atMs: clock.now() });
          for (const change of changed.filter(({ atMs }) => clock.now() - atMs < 60_000)) {
            const own = change.kind === 'session' ? { session: change.id } : { user: change.id };
            expect(list.isRevoked(ticket({ ...own, issuedAtMs: change.atMs }))).toBe(true);
          }
        }
      }),
    );
  });
});
