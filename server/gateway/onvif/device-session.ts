import type { Cam } from 'onvif';
import type { DeviceAddress } from '#core/contracts';
import { type Clock, fail, ok, type Result } from '#core/kit';
import { Authenticator, type Credentials, parseChallenges } from '../auth/index.ts';
import type { CameraNetwork } from '../network/index.ts';
import type { Endpoint } from '../rtsp/index.ts';
import { type HttpAnswer, httpPost } from './http-post.ts';
import { parseSoap, type SoapMessage } from './parse-soap.ts';
import { readDeviceTime } from './read-device-time.ts';
import { RequestComposer, type ServiceName } from './request-composer.ts';
import type { SoapElement } from './soap-element.ts';

export interface DevicePorts {
  readonly network: CameraNetwork;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** How a device is reached and who we are there. */
export interface DeviceLogin {
  readonly address: DeviceAddress;
  /** Null: a device that asks for none. */
  readonly credentials: Credentials | null;
}

/** `fault`: it understood, and will not. */
export type AskFailure = 'unreachable' | 'unauthorized' | 'locked_out' | 'not_onvif' | 'fault';

/** Refusals after which a password is not tried again: devices lock out. */
const REFUSALS_MAX = 2;
/** Two ways to identify ourselves, and a nonce grown old in each. */
const TRIES_MAX = 4;

/**
 * Speaks with one device: at one address, checked once; with HTTP Digest, or else WS-UsernameToken (ONVIF Core, 5.9).
 */
export class DeviceSession {
  /** The numeric address, as checked. */
  readonly endpoint: Endpoint;
  /** Paths of the services besides the device's own, filled in by whoever reads them. */
  readonly paths = new Map<ServiceName, string>();
  readonly #login: DeviceLogin;
  readonly #ports: DevicePorts;
  readonly #composer: RequestComposer;
  readonly #authenticator: Authenticator;
  readonly #ending = new AbortController();
  #usesToken = false;
  #refusals = 0;
  #clockOffsetMs: number | null = null;

  constructor(endpoint: Endpoint, login: DeviceLogin, ports: DevicePorts) {
    this.endpoint = endpoint;
    this.#login = login;
    this.#ports = ports;
    this.#composer = new RequestComposer(login.credentials);
    this.#authenticator = new Authenticator(login.credentials, ports.random);
  }

  /** Finds the device's address. Sends nothing. */
  static async open(
    login: DeviceLogin,
    ports: DevicePorts,
  ): Promise<Result<DeviceSession, 'forbidden_address' | 'unreachable'>> {
    const located = await ports.network.locate(login.address);
    if (!located.ok) return fail(located.error === 'forbidden' ? 'forbidden_address' : 'unreachable');
    return ok(new DeviceSession(located.value, login, ports));
  }

  /** Whether the device refused our password, so that nothing more is asked. */
  get refused(): boolean {
    return this.#refusals >= REFUSALS_MAX;
  }

  /** Gives up on the question under way and on all to come. */
  close(): void {
    this.#ending.abort();
  }

  /** Asks one question: one call of a method of the package. @returns the body of the answer */
  async ask(call: (cam: Cam) => void): Promise<Result<SoapElement, AskFailure>> {
    for (let tries = 0; tries < TRIES_MAX && !this.refused; tries++) {
      const tokenTimeMs = this.#usesToken ? await this.#deviceTimeMs() : null;
      const sent = await this.#send(call, tokenTimeMs, !this.#usesToken);
      if (!sent.ok) return sent;
      const { answer, authorized } = sent.value;
      const heard = judge(answer);
      if (heard.ok || heard.error === 'fault') this.#authenticator.accept();
      if (!heard.ok && heard.error === 'locked_out') this.#refusals = REFUSALS_MAX;
      if (heard.ok || heard.error !== 'unauthorized') return heard;
      if (this.#login.credentials === null) return heard;
      this.#identifyOtherwise(answer.challenges, authorized);
    }
    return fail('unauthorized');
  }

  /**
   * The device's clock minus ours, in milliseconds; asked once. A device must tell its time to anybody (ONVIF Core,
   * 8.3.4), since a token is made with it.
   */
  async clockOffsetMs(): Promise<Result<number, AskFailure>> {
    if (this.#clockOffsetMs !== null) return ok(this.#clockOffsetMs);
    const before = this.#ports.clock.now();
    const sent = await this.#send((cam) => cam.getSystemDateAndTime(), null, false);
    if (!sent.ok) return sent;
    const heard = judge(sent.value.answer);
    const known = heard.ok || heard.error === 'unauthorized' || heard.error === 'fault';
    if (!known) return heard;
    const ours = (before + this.#ports.clock.now()) / 2;
    const theirs = heard.ok ? readDeviceTime(heard.value) : null;
    this.#clockOffsetMs = theirs === null ? 0 : Math.round(theirs - ours);
    return ok(this.#clockOffsetMs);
  }

  async #deviceTimeMs(): Promise<number> {
    const offset = await this.clockOffsetMs();
    return this.#ports.clock.now() + (offset.ok ? offset.value : 0);
  }

  /** Notes a refusal of what was sent, and chooses what to send next. */
  #identifyOtherwise(challenges: readonly string[], authorized: boolean): void {
    if (this.#usesToken) {
      this.#refusals = REFUSALS_MAX;
      return;
    }
    // Never Basic: whoever answers at the address would have the password.
    const digest = parseChallenges(challenges).some(({ scheme }) => scheme === 'digest');
    if (digest && this.#authenticator.challenge(challenges, authorized) === 'retry') return;
    if (authorized) this.#refusals++;
    this.#usesToken = true;
  }

  async #send(
    call: (cam: Cam) => void,
    tokenTimeMs: number | null,
    identified: boolean,
  ): Promise<Result<{ answer: HttpAnswer; authorized: boolean }, AskFailure>> {
    const { service, envelope, action } = this.#composer.compose(call, tokenTimeMs);
    const { address } = this.#login;
    const path = service === null ? address.path : this.paths.get(service as ServiceName);
    if (path === undefined) return fail('fault');
    const authorization = identified ? this.#authenticator.authorize('POST', path, envelope) : null;
    const headers: Record<string, string> = {
      'Content-Type': `application/soap+xml; charset=utf-8; action="${action}"`,
    };
    if (authorization !== null) headers.Authorization = authorization;
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    const answer = await httpPost({
      endpoint: this.endpoint,
      authority: address.port === 80 ? host : `${host}:${address.port}`,
      path,
      headers,
      body: envelope,
      clock: this.#ports.clock,
      signal: this.#ending.signal,
    });
    if (answer.ok) return ok({ answer: answer.value, authorized: authorization !== null });
    return fail(answer.error === 'too_large' ? 'not_onvif' : 'unreachable');
  }
}

/** Devices word it as they like: `lockStatus>lock`, `Account locked`, `locked out`. */
const LOCKED = /\block(?:ed|status)\b/i;
const NOT_AUTHORIZED = /not ?authori[sz]ed|failedauthentication|failedcheck|unauthori[sz]ed/i;

function judge({ status, body }: HttpAnswer): Result<SoapElement, AskFailure> {
  if (status === 423 || status === 429) return fail('locked_out');
  if (status === 401 || status === 403) return fail(LOCKED.test(body) ? 'locked_out' : 'unauthorized');
  if (status !== 200 && status !== 400 && status !== 500) return fail('not_onvif');
  const message = parseSoap(body);
  if (!message.ok) return fail('not_onvif');
  return judgeMessage(message.value);
}

function judgeMessage(message: SoapMessage): Result<SoapElement, AskFailure> {
  if (message.kind === 'body') return ok(message.body);
  if (!NOT_AUTHORIZED.test(message.text)) return fail('fault');
  return fail(LOCKED.test(message.text) ? 'locked_out' : 'unauthorized');
}
