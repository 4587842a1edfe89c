import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import {
  inspectRequestSchema,
  type PreviewOutcome,
  type PreviewRequest,
  type PtzOutcome,
  type PtzRequest,
  previewRequestSchema,
  ptzRequestSchema,
  streamEndpoint,
} from '#core/contracts';
import type { CameraNetwork } from '../network/index.ts';
import type { OnvifPort, PtzDirectory } from '../onvif/index.ts';
import type { PreviewDirectory } from '../session/index.ts';
import type { Reply } from './reply.ts';
import type { InternalCall } from './route.ts';
import { createServiceHandler, type ServicePorts } from './service-handler.ts';

export interface DeviceHandlersOptions extends ServicePorts {
  readonly onvif: OnvifPort;
  readonly network: CameraNetwork;
  readonly previews: Pick<PreviewDirectory, 'open'>;
  readonly ptzDirectory: PtzDirectory;
}

type DeviceCall = Exclude<InternalCall, 'probe'>;

/** Answers the calls about devices: `POST /internal/devices/…` and `/internal/ptz`. */
export function createDeviceHandlers(
  options: DeviceHandlersOptions,
): Readonly<Record<DeviceCall, (request: IncomingMessage) => Promise<Reply>>> {
  const { onvif } = options;
  return {
    discover: createServiceHandler(options, z.object({}), async () => ({ devices: await onvif.discover() })),
    inspect: createServiceHandler(options, inspectRequestSchema, (request) => onvif.inspect(request)),
    preview: createServiceHandler(options, previewRequestSchema, (request) => preview(request, options)),
    ptz: createServiceHandler(options, ptzRequestSchema, (request) => ptz(request, options)),
  };
}

/** A name that nobody knows gets its preview, whose picture then says what is wrong. */
async function preview(
  request: PreviewRequest,
  { network, previews }: DeviceHandlersOptions,
): Promise<PreviewOutcome> {
  const endpoint = streamEndpoint(request.rtspUrl);
  const located = endpoint === null ? null : await network.locate(endpoint);
  const forbidden = located === null || (!located.ok && located.error === 'forbidden');
  if (forbidden) return { outcome: 'failed', error: 'forbidden_address' };
  const opened = previews.open(request);
  return opened.ok ? { outcome: 'open', cameraId: opened.value } : { outcome: 'failed', error: opened.error };
}

async function ptz(
  { cameraId, command }: PtzRequest,
  { onvif, ptzDirectory }: DeviceHandlersOptions,
): Promise<PtzOutcome> {
  const device = await ptzDirectory.find(cameraId);
  return device === null ? { outcome: 'failed', error: 'no_ptz' } : onvif.ptz(device, command);
}
