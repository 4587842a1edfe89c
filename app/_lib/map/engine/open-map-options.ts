import type { Locale } from '#core/kit';
import type { MapPalette } from '../style/palette.ts';
import type { MapView } from './map-canvas.ts';

/** What a map is opened with, whichever library draws it. */
export interface OpenMapOptions {
  readonly host: HTMLElement;
  readonly view: MapView;
  readonly palette: MapPalette;
  readonly locale: Locale;
}
