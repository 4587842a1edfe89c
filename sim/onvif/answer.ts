import type { Clock } from '#core/kit';
import type { Credentials, DigestGuard, Manner } from '#sim/rtsp';
import { checkUsernameToken } from './authorise.ts';
import type { OnvifDevice, OnvifSurroundings } from './device.ts';
import { FaultError, faults, faultXml, type SoapFault } from './fault.ts';
import { declared, NAMESPACES } from './namespaces.ts';
import { deviceOperations, systemDateAndTime } from './services/device-service.ts';
import { mediaOperations } from './services/media-service.ts';
import type { Asked, Operations } from './services/operation.ts';
import { ptzOperations } from './services/ptz-service.ts';
import { readSoap, type SoapElement, type SoapMessage } from './soap-reader.ts';
import { node, type Xml } from './xml.ts';

/** A request's parts that matter here. */
export interface SoapCall {
  readonly uri: string;
  readonly authority: string;
  readonly authorization: string | undefined;
  readonly xml: string;
}

export interface SoapServices {
  readonly guard: DigestGuard;
  readonly credentials: Credentials;
  readonly surroundings: OnvifSurroundings;
  readonly clock: Clock;
}

/** `challenges`: to be sent along as WWW-Authenticate. */
export interface SoapAnswer {
  readonly status: 200 | 400 | 401 | 500;
  readonly xml: string;
  readonly challenges: readonly string[];
}

/** A service's operations and how its elements are prefixed, by the namespace of requests. */
const SERVICES: ReadonlyMap<string, { readonly prefix: string; readonly operations: Operations }> = new Map([
  [NAMESPACES.tds, { prefix: 'tds', operations: deviceOperations }],
  [NAMESPACES.trt, { prefix: 'trt', operations: mediaOperations }],
  [NAMESPACES.tptz, { prefix: 'tptz', operations: ptzOperations }],
]);

/**
 * Answers one SOAP request to a device (ONVIF Core 5). All but the device's time needs the password, as HTTP Digest or as
 * a UsernameToken; a wrong one of either kind is answered with the challenges of the other.
 */
export function answerSoap(
  call: SoapCall,
  device: OnvifDevice,
  manner: Manner,
  services: SoapServices,
): SoapAnswer {
  const message = readSoap(call.xml);
  if (!message.ok) return refusal(faults.wellFormed(`Not a SOAP request: ${message.error}`).fault);
  const { body } = message.value;
  if (body.uri === NAMESPACES.tds && body.name === 'GetSystemDateAndTime')
    return response('tds', body, systemDateAndTime(services.clock.now()));
  const denied = authorise(call, message.value, manner, services);
  if (denied !== null) return denied;
  try {
    return operate(body, {
      ...{ device, request: body, authority: call.authority },
      ...{ surroundings: services.surroundings, nowMs: services.clock.now() },
    });
  } catch (error) {
    if (error instanceof FaultError) return refusal(error.fault);
    throw error;
  }
}

function operate(body: SoapElement, asked: Asked): SoapAnswer {
  const service = SERVICES.get(body.uri);
  const operation =
    service !== undefined && Object.hasOwn(service.operations, body.name)
      ? service.operations[body.name]
      : undefined;
  if (service === undefined || operation === undefined) throw faults.notSupported(body.name);
  return response(service.prefix, body, operation(asked));
}

function authorise(
  call: SoapCall,
  message: SoapMessage,
  manner: Manner,
  { guard, credentials, clock }: SoapServices,
): SoapAnswer | null {
  const token = checkUsernameToken(message.header, credentials, clock);
  const verdict = token === 'granted' ? token : guard.check(call.authorization, 'POST', call.uri);
  if (verdict === 'granted' && manner.kind !== 'denies_everyone') return null;
  return {
    status: 401,
    xml: envelope(faultXml(faults.notAuthorized().fault)),
    challenges: guard.httpChallenges(verdict === 'stale' && manner.kind !== 'denies_everyone'),
  };
}

const response = (prefix: string, body: SoapElement, content: readonly Xml[]): SoapAnswer => ({
  ...{ status: 200, challenges: [] },
  xml: envelope(node(`${prefix}:${body.name}Response`, {}, ...content)),
});

/** The status of faults over HTTP (SOAP 1.2 part 2, table 20). */
const refusal = (fault: SoapFault): SoapAnswer => ({
  ...{ status: fault.code === 'Sender' ? 400 : 500, challenges: [] },
  xml: envelope(faultXml(fault)),
});

const envelope = (body: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${node('env:Envelope', declared(NAMESPACES), node('env:Body', {}, body))}`;
