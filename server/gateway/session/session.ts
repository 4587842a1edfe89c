import type { OfflineReason, StreamSource } from '#core/camera';
import type { StreamDiagnostics } from '#core/contracts';
import { assertNever } from '#core/kit';
import type { RtspError } from '../rtsp/index.ts';
import { CameraStream } from './camera-stream.ts';
import type { ConnectBudget, ConnectPermit } from './connect-budget.ts';
import { DeadlineTimer } from './deadline-timer.ts';
import type { KeyFrameRequests } from './key-frame-requests.ts';
import { KeyFrameWatch } from './key-frame-watch.ts';
import type { MediaSink, StreamStatus } from './media-sink.ts';
import { offlineReasonOf } from './offline-reason.ts';
import type { StreamKey } from './ports.ts';
import { quirksMet } from './quirks-met.ts';
import type { ReadRounds } from './read-rounds.ts';
import type { RefusedPasswords } from './refused-passwords.ts';
import { sameSource } from './same-source.ts';
import type { SessionRegistryOptions } from './session-registry-options.ts';
import type { SessionSnapshot } from './session-snapshot.ts';
import { initialSession, type SessionEffect, type SessionEvent } from './session-state.ts';
import { sameStatus, sessionStatus } from './session-status.ts';
import { sessionTiming } from './session-timing.ts';
import { newStreamCounters } from './stream-counters.ts';
import { StreamDiary } from './stream-diary.ts';
import { sessionDeadlineMs, transitionSession } from './transition-session.ts';

type Ports = Pick<
  SessionRegistryOptions<MediaSink>,
  'directory' | 'statusSink' | 'clock' | 'random' | 'connect' | 'openDatagrams' | 'log'
>;

export interface SessionOptions<Output extends MediaSink> extends Ports {
  readonly key: StreamKey;
  readonly source: StreamSource;
  readonly output: Output;
  readonly budget: ConnectBudget;
  readonly refusedPasswords: RefusedPasswords;
  readonly keyFrames: KeyFrameRequests;
  readonly readRounds: ReadRounds;
  /** The session is over and its output closed. */
  readonly ended: () => void;
}

/**
 * Runs the effects of one session's state machine: it alone holds the permit, the connection and the timer, at most
 * one of each. Events are queued, so that an effect may raise another.
 */
export class Session<Output extends MediaSink> {
  readonly output: Output;
  readonly #options: SessionOptions<Output>;
  readonly #counters = newStreamCounters();
  readonly #diary = new StreamDiary(this.#counters);
  readonly #events: SessionEvent[] = [];
  #dispatching = false;
  #state = initialSession;
  #status: StreamStatus = sessionStatus(initialSession.phase, 0);
  #source: StreamSource;
  /** Whether the directory said so just now; a reconnect asks again. */
  #sourceIsFresh = true;
  #permit: ConnectPermit | null = null;
  #stream: CameraStream | null = null;
  #lastMediaMs = 0;
  /** Whether this connection has given the output an access unit. */
  #delivered = false;
  #firstPictureMs: number | null = null;
  readonly #keyFrameWatch = new KeyFrameWatch(() => this.#askKeyFrame());
  readonly #timer: DeadlineTimer;

  constructor(options: SessionOptions<Output>) {
    this.#options = options;
    this.output = options.output;
    this.#source = options.source;
    this.#timer = new DeadlineTimer(options.clock, () => {
      this.#dispatch({ type: 'tick', lastMediaMs: this.#lastMediaMs, jitter: options.random() });
    });
  }

  join(): void {
    if (this.isLive) this.#keyFrameWatch.joined(this.#options.clock.monotonicMs());
    this.#dispatch({ type: 'viewer_joined' });
  }

  leave(): void {
    this.#dispatch({ type: 'viewer_left' });
  }

  /** Tells what the directory says now. */
  sourceFound(source: StreamSource): void {
    const changed = !sameSource(this.#source, source);
    this.#source = source;
    this.#sourceIsFresh = true;
    if (changed) this.#dispatch({ type: 'source_changed' });
  }

  get isLive(): boolean {
    return this.#state.phase.state === 'live';
  }

  snapshot(): SessionSnapshot {
    return {
      ...this.#options.key,
      status: sessionStatus(this.#state.phase, this.#options.clock.monotonicMs()),
      viewers: this.#state.viewers.count,
      firstPictureMs: this.#firstPictureMs,
      counters: { ...this.#counters },
    };
  }

  /** How it stands and how it came to that. */
  diagnose(): StreamDiagnostics {
    const { state, reason } = sessionStatus(this.#state.phase, this.#options.clock.monotonicMs());
    const { receivedPackets, lostPackets } = this.#counters;
    return {
      profile: this.#options.key.profile,
      state,
      reason,
      viewers: this.#state.viewers.count,
      ...this.#diary.read(),
      receivedPackets,
      lostPackets,
      quirks: quirksMet(this.#counters),
    };
  }

  /** Ends it at once, whoever is watching. */
  close(): void {
    this.#state = initialSession;
    this.#timer.set(null);
    this.#closeStream();
    this.#returnPermit();
    this.output.close();
    this.#options.ended();
  }

  #dispatch(event: SessionEvent): void {
    this.#events.push(event);
    if (this.#dispatching) return;
    this.#dispatching = true;
    try {
      for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift())
        this.#handle(next);
    } finally {
      this.#dispatching = false;
      this.#timer.set(sessionDeadlineMs(this.#state));
    }
  }

  #handle(event: SessionEvent): void {
    const nowMs = this.#options.clock.monotonicMs();
    const { session, effects } = transitionSession(this.#state, event, nowMs);
    this.#state = session;
    for (const effect of effects) this.#run(effect);
    this.#tellStatus(nowMs);
  }

  #run(effect: SessionEffect): void {
    switch (effect) {
      case 'ask_permit':
        this.#permit = this.#options.budget.request(this.#source, () =>
          this.#dispatch({ type: 'permitted' }),
        );
        break;
      case 'return_permit':
        this.#returnPermit();
        break;
      case 'open':
        this.#open();
        break;
      case 'close':
        this.#closeStream();
        break;
      case 'recheck_source':
        void this.#recheckSource();
        break;
      case 'end':
        this.output.close();
        this.#options.ended();
        break;
      default:
        assertNever(effect);
    }
  }

  #open(): void {
    const { connect, openDatagrams, clock, random, readRounds } = this.#options;
    const openedAtMs = clock.monotonicMs();
    this.#lastMediaMs = openedAtMs;
    this.#keyFrameWatch.opened(openedAtMs);
    this.#delivered = false;
    const stream = new CameraStream({
      connect,
      openDatagrams,
      clock,
      random,
      counters: this.#counters,
      readRounds,
      ticksToNextPart: () => this.output.ticksToNextPart,
      events: {
        connected: () => this.#connected(),
        media: (arrivalMs) => this.#media(arrivalMs),
        format: (format) => {
          this.#diary.format(format);
          this.output.format(format);
        },
        accessUnit: (unit) => {
          this.#diary.accessUnit(unit);
          this.#keyFrameWatch.picture(unit.keyFrame, this.#lastMediaMs);
          this.output.accessUnit(unit);
          if (this.#delivered) return;
          this.#delivered = true;
          this.#firstPictureMs = clock.monotonicMs() - openedAtMs;
          this.#dispatch({ type: 'picture' });
        },
        audioFormat: (format) => {
          this.#diary.audioFormat(format);
          this.output.audioFormat(format);
        },
        audioFrame: (data, ticks) => this.output.audioFrame(data, ticks),
        audioDropped: (dropped) => this.#diary.audioDropped(dropped),
        failed: (error) => this.#failed(error),
      },
    });
    this.#stream = stream;
    void this.#start(stream);
  }

  async #start(stream: CameraStream): Promise<void> {
    const found = await this.#freshSource();
    if (this.#stream !== stream) return;
    this.#sourceIsFresh = false;
    const nowMs = this.#options.clock.monotonicMs();
    if (found === null) this.#fail('not_found');
    else if (!this.#options.refusedPasswords.mayTry(found, nowMs, sessionTiming.parkedMs))
      this.#fail('unauthorized');
    else {
      this.#source = found;
      await stream.run(found);
    }
  }

  /** Addresses and passwords change while a camera is away; a directory that cannot be asked changes nothing. */
  async #freshSource(): Promise<StreamSource | null> {
    if (this.#sourceIsFresh) return this.#source;
    const { directory, key } = this.#options;
    try {
      return await directory.find(key.cameraId, key.profile);
    } catch {
      return this.#source;
    }
  }

  async #recheckSource(): Promise<void> {
    this.#sourceIsFresh = false;
    const found = await this.#freshSource();
    if (found !== null) this.sourceFound(found);
  }

  #connected(): void {
    this.#options.refusedPasswords.accepted(this.#source);
    this.#options.budget.deviceAccepted(this.#source);
    this.#dispatch({ type: 'connected' });
    // The first picture may have come in the same chunk as the answer to PLAY, or before it (Q2).
    if (this.#delivered) this.#dispatch({ type: 'picture' });
  }

  #askKeyFrame(): void {
    const { keyFrames, key } = this.#options;
    if (keyFrames.ask(key.cameraId, key.profile)) this.#counters.keyFramesAsked++;
  }

  #media(arrivalMs: number): void {
    this.#lastMediaMs = arrivalMs;
    this.#keyFrameWatch.media(arrivalMs);
    if (this.#state.phase.state === 'stalled') this.#dispatch({ type: 'media' });
  }

  #failed(error: RtspError): void {
    const { log, key, refusedPasswords, budget, clock, random } = this.#options;
    log.warn({ ...key, ...error }, 'stream failed');
    this.#diary.failed(error, clock.now());
    if (error.kind === 'unauthorized') refusedPasswords.refused(this.#source, clock.monotonicMs());
    if (error.kind === 'busy') budget.deviceFull(this.#source, random());
    this.#fail(offlineReasonOf(error.kind));
  }

  #fail(reason: OfflineReason): void {
    this.#dispatch({ type: 'failed', reason, jitter: this.#options.random() });
  }

  /** Whatever was delivered on this connection, the next one starts another timeline. */
  #closeStream(): void {
    this.#stream?.close();
    this.#stream = null;
    if (this.#delivered) this.output.interrupted();
    this.#diary.interrupted();
    this.#delivered = false;
  }

  #returnPermit(): void {
    this.#permit?.release();
    this.#permit = null;
  }

  #tellStatus(nowMs: number): void {
    const { statusSink, key, log, clock } = this.#options;
    const status = sessionStatus(this.#state.phase, nowMs);
    if (sameStatus(status, this.#status)) return;
    this.#status = status;
    this.#diary.changed(status, clock.now());
    log.info({ ...key, ...status }, 'stream state');
    if (status.state !== 'idle') this.output.status(status);
    statusSink.report(key.cameraId, key.profile, status);
  }
}
