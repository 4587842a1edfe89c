import { type StreamProfile, streamProfiles } from '#core/camera';
import { cameraIdSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { type HlsResource, parseResourceName } from '../hls/index.ts';

/** What of a stream is asked for. */
export type LiveTarget = { readonly kind: 'playlist' } | { readonly kind: 'still' } | HlsResource;

/** What only our own roles may ask. */
export type InternalCall = 'probe' | 'discover' | 'inspect' | 'preview' | 'ptz';

const INTERNAL_CALLS: ReadonlyMap<string, InternalCall> = new Map([
  ['/internal/probe', 'probe'],
  ['/internal/devices/discover', 'discover'],
  ['/internal/devices/inspect', 'inspect'],
  ['/internal/devices/preview', 'preview'],
  ['/internal/ptz', 'ptz'],
]);

/** Everything the gateway's HTTP server answers. */
export type Route =
  | {
      readonly name: 'live';
      readonly cameraId: CameraId;
      /** null: the ticket tells. */
      readonly profile: StreamProfile | null;
      readonly target: LiveTarget;
    }
  | { readonly name: 'healthz' }
  | { readonly name: 'readyz' }
  | { readonly name: 'diagnostics'; readonly cameraId: CameraId }
  | { readonly name: 'internal'; readonly call: InternalCall };

/** Which route a path is; null for none. Nothing is decoded: all our paths are plain ASCII. */
export function parseRoute(path: string): Route | null {
  if (path === '/healthz') return { name: 'healthz' };
  if (path === '/readyz') return { name: 'readyz' };
  const call = INTERNAL_CALLS.get(path);
  if (call !== undefined) return { name: 'internal', call };
  const [, diagnosed] = /^\/internal\/diagnostics\/([^/]+)$/.exec(path) ?? [];
  if (diagnosed !== undefined) return diagnosticsOf(diagnosed);
  const [, camera = '', rest = ''] = /^\/live\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const cameraId = cameraIdSchema.safeParse(camera);
  if (!cameraId.success) return null;
  if (rest === 'still.mp4') return live(cameraId.data, null, { kind: 'still' });
  const [, profileText = '', name = ''] = /^([a-z]+)\/(.+)$/.exec(rest) ?? [];
  const profile = streamProfiles.find((known) => known === profileText);
  if (profile === undefined) return null;
  if (name === 'index.m3u8') return live(cameraId.data, profile, { kind: 'playlist' });
  const resource = parseResourceName(name);
  return resource === null ? null : live(cameraId.data, profile, resource);
}

function diagnosticsOf(text: string): Route | null {
  const cameraId = cameraIdSchema.safeParse(text);
  return cameraId.success ? { name: 'diagnostics', cameraId: cameraId.data } : null;
}

function live(cameraId: CameraId, profile: StreamProfile | null, target: LiveTarget): Route {
  return { name: 'live', cameraId, profile, target };
}
