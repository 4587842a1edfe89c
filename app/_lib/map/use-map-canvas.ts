import { type RefObject, useEffect, useState } from 'react';
import { useIsLight } from '../../_ui/use-is-light.ts';
import { localeStore } from '../i18n/index.ts';
import { useStoreValue } from '../store/index.ts';
import type { MapCanvas, MapView } from './engine/map-canvas.ts';
import { openMap } from './engine/open-map.ts';
import { darkPalette, lightPalette } from './style/palette.ts';

export type MapState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly canvas: MapCanvas };

const loading: MapState = { state: 'loading' };

/** The demo county, until the user's own cameras say where their area is. */
let lastView: MapView = { center: { lon: 102, lat: 40.2 }, zoom: 9.6 };

/**
 * A map inside the element. A change of language or appearance opens it anew at the same place: both are in every
 * layer, and happen once in a shift.
 */
export function useMapCanvas(host: RefObject<HTMLElement | null>, token: string | null): MapState {
  const [state, setState] = useState<MapState>(loading);
  const locale = useStoreValue(localeStore);
  const isLight = useIsLight();
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    const element = document.createElement('div');
    element.style.cssText = 'position:absolute;inset:0';
    parent.append(element);
    const palette = isLight ? lightPalette : darkPalette;
    let isGone = false;
    let canvas: MapCanvas | null = null;
    openMap(token, { host: element, view: lastView, palette, locale }).then(
      (opened) => {
        if (isGone) return opened.remove();
        canvas = opened;
        setState({ state: 'ready', canvas });
      },
      () => {
        if (!isGone) setState({ state: 'failed' });
      },
    );
    return () => {
      isGone = true;
      if (canvas !== null) lastView = canvas.view();
      canvas?.remove();
      element.remove();
      setState(loading);
    };
  }, [host, token, locale, isLight]);
  return state;
}
