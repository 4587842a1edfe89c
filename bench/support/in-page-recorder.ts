/** What is appended to one MediaSource. */
interface SourceRecord {
  /** The init segment that was appended last. */
  init: Uint8Array | null;
  /** Everything else, how far the buffer shifts it, and when: on the page's own clock while recording. */
  appended: { bytes: Uint8Array; offsetS: number; atMs: number }[];
}

/** One video element, as the page under test used it. Times are of the machine's clock, ms since 1970. */
export interface RecordedVideo extends Readonly<SourceRecord> {
  readonly cameraId: string;
  readonly frames: readonly { readonly mediaTimeS: number; readonly presentedAtMs: number }[];
}

export interface Recording {
  /** When the last click was made, as the browser stamped it. */
  readonly clickedAtMs: number;
  readonly videos: readonly RecordedVideo[];
}

declare global {
  interface Window {
    benchSources: {
      /** Finds what is appended to the MediaSource behind an object URL, also after the URL was revoked. */
      find(url: string): SourceRecord | null;
      clear(): void;
    };
    benchRecorder: {
      clear(): void;
      read(): Recording;
      /** Whether a video of this camera has presented a frame since the last `clear`. */
      shows(cameraId: string): boolean;
    };
  }
}

// Both functions run in the page, before its own scripts, and can see nothing of this file. They keep references and
// compute nothing while the page plays.

/** Records what the page appends to its buffers. */
export function recordSources(): void {
  const byUrl = new Map<string, SourceRecord>();
  const byMedia = new WeakMap<MediaSource, SourceRecord>();
  const byBuffer = new WeakMap<SourceBuffer, SourceRecord>();

  const { createObjectURL } = URL;
  URL.createObjectURL = (object) => {
    const url = createObjectURL(object);
    if (object instanceof MediaSource) {
      const record: SourceRecord = { init: null, appended: [] };
      byMedia.set(object, record);
      byUrl.set(url, record);
    }
    return url;
  };

  const { addSourceBuffer } = MediaSource.prototype;
  MediaSource.prototype.addSourceBuffer = function (type) {
    const buffer = addSourceBuffer.call(this, type);
    const record = byMedia.get(this);
    if (record !== undefined) byBuffer.set(buffer, record);
    return buffer;
  };

  const { appendBuffer } = SourceBuffer.prototype;
  SourceBuffer.prototype.appendBuffer = function (data) {
    const record = byBuffer.get(this);
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    const isInit = String.fromCharCode(...bytes.subarray(4, 8)) === 'ftyp';
    if (record !== undefined && isInit) record.init = bytes;
    else record?.appended.push({ bytes, offsetS: this.timestampOffset, atMs: performance.now() });
    appendBuffer.call(this, data);
  };

  window.benchSources = {
    find: (url) => byUrl.get(url) ?? null,
    clear() {
      for (const record of byUrl.values()) record.appended = [];
    },
  };
}

/** Records clicks and which frames the page's video elements present. Runs after `recordSources`. */
export function recordFrames(): void {
  interface VideoRecord {
    source: SourceRecord | null;
    frames: { mediaTimeS: number; presentedMs: number }[];
  }
  const videos = new Map<HTMLVideoElement, VideoRecord>();
  let clickedMs = 0;
  const onClick = ({ timeStamp }: Event): void => {
    clickedMs = timeStamp;
  };
  document.addEventListener('click', onClick, { capture: true });

  const { createElement } = Document.prototype;
  Document.prototype.createElement = function (this: Document, ...values: [string]) {
    const element = createElement.apply(this, values);
    if (element instanceof HTMLVideoElement) watch(element);
    return element;
  } as typeof createElement;

  function watch(video: HTMLVideoElement): void {
    const record: VideoRecord = { source: null, frames: [] };
    videos.set(video, record);
    const onFrame: VideoFrameRequestCallback = (_now, { mediaTime, expectedDisplayTime }) => {
      record.frames.push({ mediaTimeS: mediaTime, presentedMs: expectedDisplayTime });
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
    video.addEventListener('loadstart', () => {
      record.source = window.benchSources.find(video.src) ?? record.source;
    });
  }

  /** When the page's own clock stood at zero. Exact to some µs: both are read when the coarse one has just turned. */
  function epochMs(): number {
    const before = Date.now();
    let now = before;
    while (now === before) now = Date.now();
    return now - performance.now();
  }

  window.benchRecorder = {
    clear() {
      for (const [video, record] of videos) {
        record.frames = [];
        if (!video.isConnected) videos.delete(video);
      }
      window.benchSources.clear();
    },
    read() {
      const epoch = epochMs();
      const read = ([video, { source, frames }]: [HTMLVideoElement, VideoRecord]): RecordedVideo => ({
        cameraId: video.dataset.cameraId ?? '',
        frames: frames.map(({ mediaTimeS, presentedMs }) => ({
          mediaTimeS,
          presentedAtMs: epoch + presentedMs,
        })),
        init: source?.init ?? null,
        appended: (source?.appended ?? []).map((part) => ({ ...part, atMs: epoch + part.atMs })),
      });
      return { clickedAtMs: epoch + clickedMs, videos: [...videos].map(read) };
    },
    shows: (cameraId) =>
      [...videos].some(([video, { frames }]) => video.dataset.cameraId === cameraId && frames.length > 0),
  };
}
