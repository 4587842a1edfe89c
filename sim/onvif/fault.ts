import { leaf, node, type Xml } from './xml.ts';

/** A refusal as ONVIF Core 5.8.2 has it: whose fault it is, and what in codes from the general to the special. */
export interface SoapFault {
  readonly code: 'Sender' | 'Receiver';
  readonly subcodes: readonly [string, ...string[]];
  readonly reason: string;
}

/** Thrown by the operations of services, and answered as what it says. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly fault: SoapFault;

  constructor(fault: SoapFault) {
    super(fault.reason);
    this.fault = fault;
  }
}

const sender = (reason: string, ...subcodes: [string, ...string[]]): FaultError =>
  new FaultError({ code: 'Sender', subcodes, reason });

export const faults = {
  notAuthorized: () => sender('Sender not authorized', 'ter:NotAuthorized'),
  wellFormed: (reason: string) => sender(reason, 'ter:WellFormed'),
  invalidArgument: (reason: string) => sender(reason, 'ter:InvalidArgVal'),
  noProfile: () => sender('The requested profile token does not exist', 'ter:InvalidArgVal', 'ter:NoProfile'),
  noPtz: () => sender('The profile cannot be moved', 'ter:InvalidArgVal', 'ter:NoPTZProfile'),
  noToken: () => sender('The requested preset token does not exist', 'ter:InvalidArgVal', 'ter:NoToken'),
  invalidVelocity: () => sender('Velocities are from -1 to 1', 'ter:InvalidArgVal', 'ter:InvalidVelocity'),
  invalidPosition: () => sender('No such position', 'ter:InvalidArgVal', 'ter:InvalidPosition'),
  tooManyPresets: () =>
    new FaultError({
      ...{ code: 'Receiver', subcodes: ['ter:Action', 'ter:TooManyPresets'] },
      reason: 'Maximum number of presets reached',
    }),
  notSupported: (operation: string) =>
    new FaultError({
      ...{ code: 'Receiver', subcodes: ['ter:ActionNotSupported'] },
      reason: `The device does not support ${operation}`,
    }),
} as const;

/** The SOAP 1.2 element. */
export function faultXml({ code, subcodes, reason }: SoapFault): Xml {
  const nested = subcodes.reduceRight<Xml | null>(
    (inner, subcode) =>
      node('env:Subcode', {}, leaf('env:Value', subcode), ...(inner === null ? [] : [inner])),
    null,
  );
  return node(
    'env:Fault',
    {},
    node('env:Code', {}, leaf('env:Value', `env:${code}`), ...(nested === null ? [] : [nested])),
    node('env:Reason', {}, leaf('env:Text', reason, { 'xml:lang': 'en' })),
  );
}
