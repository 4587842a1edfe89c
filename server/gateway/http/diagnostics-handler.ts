import type { IncomingMessage } from 'node:http';
import type { Diagnostics, StreamDiagnostics } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { jsonReply, problemReply, type Reply } from './reply.ts';
import type { ServicePorts } from './service-handler.ts';
import { serviceTokenProblem } from './service-token.ts';

/** Answers `GET /internal/diagnostics/{cameraId}`: how the camera's streams fare. A camera nobody watches has none. */
export function createDiagnosticsHandler(
  ports: ServicePorts,
  diagnose: (cameraId: CameraId) => StreamDiagnostics[],
): (request: IncomingMessage, cameraId: CameraId) => Reply {
  return (request, cameraId) => {
    const problem = serviceTokenProblem(request, ports);
    if (problem !== null) return problemReply(problem);
    return jsonReply({ cameraId, streams: diagnose(cameraId) } satisfies Diagnostics);
  };
}
