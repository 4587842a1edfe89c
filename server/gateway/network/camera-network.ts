import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { fail, ok, type Result } from '#core/kit';
import { mayConnect, type NetworkRules } from '#core/network';
import type { Endpoint } from '../rtsp/index.ts';

/** All addresses of a name, best first. Rejects when there is none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** `forbidden`: outside the allow-list. `unresolved`: a name that nobody knows. */
export type LocateError = 'forbidden' | 'unresolved';

/** Says where a camera may be reached. Every connection to a camera asks it first. */
export interface CameraNetwork {
  /**
   * Resolves an endpoint's host once and checks it against the allow-list.
   * @returns the same endpoint with a numeric address. It is that address which must be connected to, not the name: a
   *   name may resolve to something else the next time (DNS rebinding)
   */
  locate(endpoint: Endpoint): Promise<Result<Endpoint, LocateError>>;
  /** Whether the allow-list has this numeric address and port. */
  allows(address: string, port: number): boolean;
}

export interface CameraNetworkOptions {
  readonly rules: NetworkRules;
  readonly resolve?: Resolve;
}

/** The operating system's own resolver. */
const systemResolve: Resolve = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/** A network in which only the addresses of an allow-list exist. */
export function createCameraNetwork({ rules, resolve = systemResolve }: CameraNetworkOptions): CameraNetwork {
  return {
    allows: (address, port) => mayConnect(rules, address, port),
    async locate({ host, port }) {
      const addresses = isIP(host) === 0 ? await resolve(host).catch(() => null) : [host];
      if (addresses === null || addresses.length === 0) return fail('unresolved');
      const address = addresses.find((candidate) => mayConnect(rules, candidate, port));
      return address === undefined ? fail('forbidden') : ok({ host: address, port });
    },
  };
}
