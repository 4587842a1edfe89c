import type { CameraHealth, StreamProfile } from '#core/camera';
import type { CameraId, Cancel } from '#core/kit';
import { createStore, type Store } from '../store/index.ts';
import { type OpenSource, Picture, type Transport } from './picture.ts';
import type { StreamingServices } from './picture-source.ts';
import { isSamePicture, type PictureState } from './picture-state.ts';

/** What a tile shows besides the pictures; a new object only when something in it changed. */
export interface TileView {
  readonly picture: PictureState;
  readonly profile: StreamProfile;
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Whether there is something to be heard. */
  readonly hasSound: boolean;
}

export interface TilePlayerOptions {
  readonly cameraId: CameraId;
  readonly host: HTMLElement;
  readonly services: StreamingServices;
  readonly openSource: OpenSource;
  readonly health: () => CameraHealth;
}

/** After the feed could not be reached, LL-HLS plays this long before the feed is tried again. */
const FEED_RETRY_MS = 60_000;

/**
 * Shows one camera in one tile. A change of profile or transport is made behind the picture that plays: the new
 * stream comes to the front with its first picture, so that enlarging a tile does not black it out.
 */
export class TilePlayer {
  readonly view: Store<TileView>;
  readonly #options: TilePlayerOptions;
  #profile: StreamProfile = 'sub';
  #transport: Transport = 'feed';
  #current: Picture | null = null;
  #next: Picture | null = null;
  #feedRetry: Cancel | null = null;
  #feedIsDown = false;
  #isListening = false;

  constructor(options: TilePlayerOptions) {
    this.#options = options;
    this.view = createStore<TileView>({
      picture: { state: 'connecting' },
      profile: 'sub',
      size: null,
      hasSound: false,
    });
  }

  /** The picture in front; `null` while the tile is suspended. */
  get picture(): Picture | null {
    return this.#current;
  }

  /** What to play from now on. */
  show(profile: StreamProfile, transport: Transport): void {
    this.#profile = profile;
    this.#transport = transport;
    this.#apply();
  }

  /** Stops everything, as for a hidden page; `show` starts again at the live edge. */
  suspend(): void {
    this.#feedRetry?.();
    this.#feedRetry = null;
    this.#feedIsDown = false;
    this.#next?.dispose();
    this.#current?.dispose();
    this.#next = null;
    this.#current = null;
    this.refresh();
  }

  /** Makes the picture in front heard, and whichever comes there after it; or silent, as all are at first. */
  listen(isListening: boolean): void {
    this.#isListening = isListening;
    this.#current?.listen(isListening);
  }

  /** Looks at the clock; to be called a few times a second. */
  refresh(): void {
    this.#next?.state();
    const picture = this.#current?.state() ?? ({ state: 'connecting' } as const);
    const size = this.#current?.size ?? null;
    const profile = this.#current?.name.profile ?? this.#profile;
    const hasSound = this.#current?.hasSound ?? false;
    const next: TileView = { picture, profile, size, hasSound };
    if (!isSameView(next, this.view.get())) this.view.set(next);
  }

  #apply(): void {
    const transport = this.#feedIsDown ? 'hls' : this.#transport;
    const isWanted = (picture: Picture | null) =>
      picture?.name.profile === this.#profile && picture.transport === transport;
    if (isWanted(this.#next)) return;
    this.#next?.dispose();
    this.#next = null;
    if (isWanted(this.#current)) return;
    const picture = this.#open(transport);
    if (this.#current === null) this.#current = picture;
    else this.#next = picture;
  }

  #open(transport: Transport): Picture {
    const { cameraId, host, services, openSource, health } = this.#options;
    const picture: Picture = new Picture({
      name: { cameraId, profile: this.#profile },
      transport,
      services,
      host,
      openSource,
      health,
      onFirstPicture: () => this.#promote(picture),
      onUnavailable: () => this.#onUnavailable(picture),
    });
    return picture;
  }

  #promote(picture: Picture): void {
    if (picture === this.#next) {
      this.#current?.dispose();
      this.#current = picture;
      this.#next = null;
    }
    if (picture === this.#current) picture.listen(this.#isListening);
    this.refresh();
  }

  #onUnavailable(picture: Picture): void {
    if (picture.transport !== 'feed' || this.#feedIsDown) return;
    this.#feedIsDown = true;
    this.#feedRetry = this.#options.services.clock.after(FEED_RETRY_MS, () => {
      this.#feedIsDown = false;
      this.#apply();
    });
    this.#apply();
  }
}

function isSameView(a: TileView, b: TileView): boolean {
  const isSameStream =
    a.profile === b.profile && a.size?.width === b.size?.width && a.hasSound === b.hasSound;
  return isSameStream && isSamePicture(a.picture, b.picture);
}
