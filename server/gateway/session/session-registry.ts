import { type StreamProfile, streamProfiles } from '#core/camera';
import type { StreamDiagnostics } from '#core/contracts';
import { type CameraId, fail, ok, type Result } from '#core/kit';
import { ConnectBudget } from './connect-budget.ts';
import { KeyFrameRequests } from './key-frame-requests.ts';
import type { Lease } from './lease.ts';
import type { MediaSink } from './media-sink.ts';
import { type ProbeResult, probeSweep } from './probe-sweep.ts';
import { ReadRounds } from './read-rounds.ts';
import { RefusedPasswords } from './refused-passwords.ts';
import { Session } from './session.ts';
import type { SessionRegistryOptions } from './session-registry-options.ts';
import type { SessionSnapshot } from './session-snapshot.ts';

/** `not_found`: the directory has no such camera. `unavailable`: it cannot be asked, or there is no room. */
export type AcquireFailure = 'not_found' | 'unavailable';

/** All sessions of one gateway: at most one per camera and profile, made by its first viewer. */
export class SessionRegistry<Output extends MediaSink> {
  readonly #options: SessionRegistryOptions<Output>;
  readonly #budget: ConnectBudget;
  readonly #refusedPasswords = new RefusedPasswords();
  readonly #keyFrames: KeyFrameRequests;
  readonly #readRounds: ReadRounds;
  readonly #sessions = new Map<string, Session<Output>>();
  #closed = false;

  constructor(options: SessionRegistryOptions<Output>) {
    this.#options = options;
    this.#budget = new ConnectBudget(options.limits, options.clock);
    this.#readRounds = new ReadRounds(options.clock);
    this.#keyFrames = new KeyFrameRequests(options.requestKeyFrame ?? (() => {}), options.clock);
  }

  /**
   * Takes a hold on a stream, starting it if need be. Resolves as soon as the directory has answered: pictures
   * come when they come, and the output's status says how it stands.
   */
  async acquire(cameraId: CameraId, profile: StreamProfile): Promise<Result<Lease<Output>, AcquireFailure>> {
    const { directory, limits } = this.#options;
    const asked = await directory.find(cameraId, profile).then(ok, () => fail('unavailable' as const));
    if (this.#closed) return fail('unavailable');
    if (asked.ok && asked.value === null) return fail('not_found');
    const source = asked.ok ? asked.value : null;
    const name = sessionName(cameraId, profile);
    let session = this.#sessions.get(name);
    if (session === undefined) {
      if (source === null || this.#sessions.size >= limits.sessions) return fail('unavailable');
      const { createOutput, limits: _, ...ports } = this.#options;
      const key = { cameraId, profile };
      session = new Session({
        ...ports,
        key,
        source,
        output: createOutput(key),
        budget: this.#budget,
        refusedPasswords: this.#refusedPasswords,
        keyFrames: this.#keyFrames,
        readRounds: this.#readRounds,
        ended: () => this.#sessions.delete(name),
      });
      this.#sessions.set(name, session);
    } else if (source !== null) session.sourceFound(source);
    return ok(leaseOf(session));
  }

  /**
   * Asks each camera for its session description, sharing the connect budgets with the sessions. A camera that is
   * live on either profile counts as answered without being asked.
   * @throws if the directory cannot be asked
   */
  probe(cameraIds: readonly CameraId[], options: { readonly concurrency: number }): Promise<ProbeResult[]> {
    return probeSweep(cameraIds, options.concurrency, {
      ...this.#options,
      budget: this.#budget,
      refusedPasswords: this.#refusedPasswords,
      isLive: (cameraId) =>
        (['main', 'sub'] as const).some(
          (profile) => this.#sessions.get(sessionName(cameraId, profile))?.isLive === true,
        ),
    });
  }

  /** How many sessions there are. */
  get size(): number {
    return this.#sessions.size;
  }

  /** Every session as it stands. */
  inspect(): SessionSnapshot[] {
    return Array.from(this.#sessions.values(), (session) => session.snapshot());
  }

  /** How the camera's streams fare, those that somebody watches. */
  diagnose(cameraId: CameraId): StreamDiagnostics[] {
    return streamProfiles.flatMap(
      (profile) => this.#sessions.get(sessionName(cameraId, profile))?.diagnose() ?? [],
    );
  }

  /** Ends every session and closes every output; nothing can be acquired any more. */
  close(): void {
    this.#closed = true;
    for (const session of this.#sessions.values()) session.close();
  }
}

/** Names a stream in maps. */
export function sessionName(cameraId: CameraId, profile: StreamProfile): string {
  return `${cameraId}/${profile}`;
}

function leaseOf<Output extends MediaSink>(session: Session<Output>): Lease<Output> {
  session.join();
  let released = false;
  return {
    output: session.output,
    release: () => {
      if (released) return;
      released = true;
      session.leave();
    },
  };
}
