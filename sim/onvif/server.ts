import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, Log } from '#core/kit';
import { type Credentials, DigestGuard, type Manner } from '#sim/rtsp';
import { answerSoap, type SoapAnswer, type SoapServices } from './answer.ts';
import type { OnvifDevice, OnvifSurroundings } from './device.ts';

const BODY_BYTES_MAX = 65_536;
const REQUEST_TIMEOUT_MS = 15_000;
/** A service's path; which service does not matter, requests say so themselves. */
const PATH = /^\/onvif\/(\d{20})\/(?:device|media|ptz)_service$/;
const AUTHORITY = /^[A-Za-z0-9.-]+(?::\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](?::\d{1,5})?$/;

export interface OnvifServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly devices: readonly OnvifDevice[];
  readonly surroundings: OnvifSurroundings;
  manner(code: string): Manner;
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
  readonly log: Log;
}

/** The ONVIF services of all devices, behind one port: each is at `/onvif/<20-digit code>/device_service`. */
export class OnvifServer {
  readonly #options: OnvifServerOptions;
  readonly #services: SoapServices;
  readonly #devices: ReadonlyMap<string, OnvifDevice>;
  readonly #server: Server;

  /** @throws if the port cannot be had */
  static async listen(options: OnvifServerOptions): Promise<OnvifServer> {
    const server = new OnvifServer(options);
    server.#server.listen(options.port, options.host);
    await once(server.#server, 'listening');
    return server;
  }

  private constructor(options: OnvifServerOptions) {
    const { credentials, clock, random, surroundings, devices } = options;
    this.#options = options;
    this.#services = {
      ...{ credentials, clock, surroundings },
      guard: new DigestGuard({ credentials, clock, random }),
    };
    this.#devices = new Map(devices.map((device) => [device.code, device]));
    this.#server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        options.log.error({ err: error }, 'an ONVIF request could not be answered');
        response.destroy();
      });
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, code = ''] = PATH.exec(request.url ?? '') ?? [];
    const device = this.#devices.get(code);
    if (device === undefined) return end(response, 404);
    const manner = this.#options.manner(code);
    if (manner.kind === 'dead') {
      request.destroy();
      return;
    }
    if (request.method !== 'POST') return end(response, 405);
    const xml = await readBody(request);
    if (xml === null) return end(response, 413);
    const answer = answerSoap(
      {
        ...{ uri: request.url ?? '', xml, authorization: request.headers.authorization },
        authority: this.#authorityOf(request),
      },
      ...([device, manner, this.#services] as const),
    );
    send(response, answer);
  }

  /** As the client named us, if that is a name. */
  #authorityOf(request: IncomingMessage): string {
    const named = request.headers.host ?? '';
    const { localAddress = '', localPort = 0 } = request.socket;
    const address = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
    return AUTHORITY.test(named) ? named : `${address}:${localPort}`;
  }
}

/** @returns null when it is too large */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}

function send(response: ServerResponse, { status, xml, challenges }: SoapAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/soap+xml; charset=utf-8',
    'content-length': Buffer.byteLength(xml),
    ...(challenges.length > 0 && { 'www-authenticate': [...challenges] }),
  });
  response.end(xml);
}
