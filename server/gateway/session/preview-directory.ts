import type { StreamProfile, StreamSource } from '#core/camera';
import { PREVIEW_LIFETIME_MS, type PreviewRequest, streamEndpoint } from '#core/contracts';
import { type CameraId, type Cancel, type Clock, fail, newId, ok, type Result } from '#core/kit';
import type { StreamStatus } from './media-sink.ts';
import type { CameraDirectory, StreamStatusSink } from './ports.ts';

interface Preview {
  readonly cameraId: CameraId;
  readonly request: PreviewRequest;
  readonly deviceKey: string;
  readonly forget: Cancel;
}

export interface PreviewDirectoryOptions {
  /** The cameras that are registered. */
  readonly directory: CameraDirectory;
  /** Hears of those, and never of previews. */
  readonly statusSink: StreamStatusSink;
  readonly clock: Clock;
  /** Fills the given bytes with randomness. */
  readonly randomBytes: (bytes: Uint8Array) => Uint8Array;
}

const PREVIEWS_MAX = 16;
/** A stream may outlive its preview by its viewers' tickets; what it reports then is still nobody's health. */
const REMEMBERED_MS = 10 * 60_000;

/**
 * Cameras that are looked at before they are registered: each has an id of its own for five minutes, and then none.
 * Asked before the real directory, and told of states in place of the real sink.
 */
export class PreviewDirectory implements CameraDirectory, StreamStatusSink {
  readonly #options: PreviewDirectoryOptions;
  readonly #open = new Map<CameraId, Preview>();
  /** Ids that were given out, with what makes them forgotten. */
  readonly #given = new Map<CameraId, Cancel>();

  constructor(options: PreviewDirectoryOptions) {
    this.#options = options;
  }

  /** Makes a stream known; the same stream with the same credentials keeps its id, and has its five minutes anew. */
  open(request: PreviewRequest): Result<CameraId, 'too_many'> {
    const known = [...this.#open.values()].find((preview) => sameStream(preview.request, request));
    if (known === undefined && this.#open.size >= PREVIEWS_MAX) return fail('too_many');
    known?.forget();
    const { clock, randomBytes } = this.#options;
    const cameraId = known?.cameraId ?? newId('cam', randomBytes);
    const { host, port } = streamEndpoint(request.rtspUrl) ?? { host: '', port: 0 };
    const forget = clock.after(PREVIEW_LIFETIME_MS, () => this.#open.delete(cameraId));
    this.#open.set(cameraId, { cameraId, request, deviceKey: `${host}:${port}`, forget });
    this.#given.get(cameraId)?.();
    const lifetimeMs = PREVIEW_LIFETIME_MS + REMEMBERED_MS;
    this.#given.set(
      cameraId,
      clock.after(lifetimeMs, () => this.#given.delete(cameraId)),
    );
    return ok(cameraId);
  }

  async find(cameraId: CameraId, profile: StreamProfile): Promise<StreamSource | null> {
    const preview = this.#open.get(cameraId);
    if (preview === undefined) {
      return this.#given.has(cameraId) ? null : this.#options.directory.find(cameraId, profile);
    }
    const { request, deviceKey } = preview;
    const { rtspUrl: url, credentials } = request;
    return { cameraId, profile, url, credentials, deviceKey, siteKey: 'preview' };
  }

  report(cameraId: CameraId, profile: StreamProfile, status: StreamStatus): void {
    if (!this.#given.has(cameraId)) this.#options.statusSink.report(cameraId, profile, status);
  }

  /** Forgets all of them at once. */
  close(): void {
    for (const { forget } of this.#open.values()) forget();
    for (const cancel of this.#given.values()) cancel();
    this.#open.clear();
    this.#given.clear();
  }
}

function sameStream(a: PreviewRequest, b: PreviewRequest): boolean {
  return (
    a.rtspUrl === b.rtspUrl &&
    a.credentials?.username === b.credentials?.username &&
    a.credentials?.password === b.credentials?.password
  );
}
