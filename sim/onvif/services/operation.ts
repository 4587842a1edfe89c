import type { EpochMs } from '#core/kit';
import type { OnvifDevice, OnvifSurroundings } from '../device.ts';
import type { SoapElement } from '../soap-reader.ts';
import type { Xml } from '../xml.ts';

/** What an operation is asked with. */
export interface Asked {
  readonly device: OnvifDevice;
  readonly request: SoapElement;
  /** `host:port` as the client reached us, which answers point back to. */
  readonly authority: string;
  readonly surroundings: OnvifSurroundings;
  readonly nowMs: EpochMs;
}

/** Answers with the content of `…Response`. @throws FaultError */
export type Operation = (asked: Asked) => readonly Xml[];
export type Operations = Readonly<Record<string, Operation>>;

export type ServiceName = 'device' | 'media' | 'ptz';

/** Where a service of a device is. */
export const serviceUrl = ({ device, authority }: Asked, service: ServiceName): string =>
  `http://${authority}/onvif/${device.code}/${service}_service`;

/** Whether any lens of the device can be moved. */
export const hasPtz = ({ device, surroundings }: Asked): boolean =>
  device.channels.some(({ code }) => surroundings.head(code) !== null);
