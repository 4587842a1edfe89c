import { ok, type Result } from '#core/kit';
import { type AskFailure, type DeviceLogin, type DevicePorts, DeviceSession } from './device-session.ts';
import { readServices } from './read-services.ts';

export type DeviceFailure = AskFailure | 'forbidden_address';

interface Entry {
  readonly opened: Promise<Result<DeviceSession, DeviceFailure>>;
  readonly sinceMs: number;
  session: DeviceSession | null;
}

const DEVICES_MAX = 256;
const KEPT_MS = 5 * 60_000;
/** A device that refused the password must not be locked out by somebody who keeps trying to steer it. */
const REFUSED_KEPT_MS = 30 * 60_000;

/**
 * Devices that are being steered, with the addresses of their services and the state of their authentication, so that
 * a move costs one question. The channels of a recorder share one.
 */
export class DeviceCache {
  readonly #ports: DevicePorts;
  readonly #entries = new Map<string, Entry>();

  constructor(ports: DevicePorts) {
    this.#ports = ports;
  }

  /** A session with the device that knows its services. */
  async find(login: DeviceLogin): Promise<Result<DeviceSession, DeviceFailure>> {
    const key = keyOf(login);
    const entry = this.#fresh(key) ?? this.#open(key, login);
    const opened = await entry.opened;
    if (!opened.ok && this.#entries.get(key) === entry && entry.session?.refused !== true) {
      this.#entries.delete(key);
    }
    return opened;
  }

  /** Forgets a device that does not answer any more: it may have moved. */
  forget(login: DeviceLogin): void {
    this.#entries.delete(keyOf(login));
  }

  #fresh(key: string): Entry | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    const keptMs = entry.session?.refused === true ? REFUSED_KEPT_MS : KEPT_MS;
    return this.#ports.clock.monotonicMs() - entry.sinceMs < keptMs ? entry : null;
  }

  #open(key: string, login: DeviceLogin): Entry {
    const entry: Entry = {
      opened: Promise.resolve().then(() => this.#connect(login, entry)),
      sinceMs: this.#ports.clock.monotonicMs(),
      session: null,
    };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > DEVICES_MAX && oldest !== undefined) this.#entries.delete(oldest);
    return entry;
  }

  async #connect(login: DeviceLogin, entry: Entry): Promise<Result<DeviceSession, DeviceFailure>> {
    const opened = await DeviceSession.open(login, this.#ports);
    if (!opened.ok) return opened;
    entry.session = opened.value;
    const services = await readServices(opened.value);
    return services.ok ? ok(opened.value) : services;
  }
}

function keyOf({ address, credentials }: DeviceLogin): string {
  const { host, port, path } = address;
  return JSON.stringify([host, port, path, credentials?.username ?? null, credentials?.password ?? null]);
}
