import { Cam } from 'onvif';
import type { Credentials } from '../auth/index.ts';

/** The service a request goes to, as the package names them; null: the device service. */
export type ServiceName = 'media' | 'media2' | 'ptz';

export interface SoapRequest {
  readonly service: string | null;
  /** The whole envelope. */
  readonly envelope: string;
  /** The SOAP action (SOAP 1.2 part 2, 6.5.3). */
  readonly action: string;
}

/** Escapes text for the package, which puts it into its envelopes as it is. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Has the `onvif` package write requests without sending them. The package would connect wherever a device's answers
 * point, without bounds, and read answers with code that throws; here it only supplies what it knows best.
 */
export class RequestComposer extends Cam {
  #composed: { service?: string; body: string } | null = null;

  constructor(credentials: Credentials | null) {
    super({
      hostname: '',
      autoconnect: false,
      username: escapeXml(credentials?.username ?? ''),
      // The package reads it as ASCII, but WS-UsernameToken digests UTF-8 (OASIS WSS UsernameToken Profile 1.1, 3.1).
      password: Buffer.from(credentials?.password ?? '', 'utf8').toString('latin1'),
    });
  }

  /**
   * @param call one call of a method of the package
   * @param tokenTimeMs signs the request with a WS-UsernameToken made at this time of the device's clock
   */
  compose(call: (cam: Cam) => void, tokenTimeMs: number | null): SoapRequest {
    this.useWSSecurity = tokenTimeMs !== null;
    this.timeShift = (tokenTimeMs ?? 0) - process.uptime() * 1000;
    this.#composed = null;
    call(this);
    const composed: { service?: string; body: string } | null = this.#composed;
    if (composed === null) throw new Error('nothing was asked');
    return composedRequest(composed);
  }

  /** Stands in place of the package's own sender. */
  _request(request: { service?: string; body: string }): void {
    this.#composed = request;
  }
}

function composedRequest({ service, body }: { service?: string; body: string }): SoapRequest {
  const [, name = '', namespace = ''] = /<s:Body[^>]*><(\w+) xmlns="([^"]+)"/.exec(body) ?? [];
  return { service: service ?? null, envelope: body, action: `${namespace}/${name}` };
}
