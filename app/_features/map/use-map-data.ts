import { useEffect } from 'react';
import type { Alert } from '#core/alert';
import type { Cancel } from '#core/kit';
import { useSelectedAlert } from '../../_lib/alerts/index.ts';
import { boxAround, CONES_FROM_ZOOM, collection, type MapCanvas } from '../../_lib/map/index.ts';
import { squadStore, squadsOn } from '../../_lib/squads/index.ts';
import { serverClock } from '../../_lib/time/index.ts';
import { hiddenLayerStore, mapLayerNames, mapLayers } from './layer-store.ts';
import {
  cameraFeatures,
  coneFeatures,
  dispatchLines,
  placeFeatures,
  squadFeatures,
  watchedFeatures,
} from './model/features.ts';
import { mapObjectStore } from './model/map-objects.ts';
import { soonest } from './soonest.ts';
import { tileStore } from './tile-store.ts';

/** Clustering 30,000 cameras again costs a worker a tenth of a second: a burst of outages is shown in one go. */
const CAMERAS_EVERY_MS = 2_000;
const SQUADS_EVERY_MS = 500;
/** Squads grow stale by time alone. */
const STALENESS_EVERY_MS = 15_000;

let hasShownArea = false;

/** Keeps the map in step with what the page knows; nothing renders for it. */
export function useMapData(canvas: MapCanvas | null): void {
  const alert = useSelectedAlert();
  useEffect(
    () => (canvas === null ? undefined : together(feedCameras(canvas), feedPlaces(canvas))),
    [canvas],
  );
  useEffect(
    () => (canvas === null ? undefined : together(feedWatched(canvas), feedLayers(canvas))),
    [canvas],
  );
  useEffect(() => (canvas === null ? undefined : feedSquads(canvas, alert)), [canvas, alert]);
}

function feedCameras(canvas: MapCanvas): Cancel {
  const showCones = () => {
    const cameras = mapObjectStore.view.get()?.cameras ?? [];
    const isNear = canvas.view().zoom >= CONES_FROM_ZOOM;
    canvas.setData('cones', isNear ? coneFeatures(cameras, canvas.bounds()) : collection([]));
  };
  const show = soonest(CAMERAS_EVERY_MS, () => {
    canvas.setData('cameras', cameraFeatures(mapObjectStore.view.get()?.cameras ?? []));
    showCones();
  });
  show.request();
  return together(show.stop, mapObjectStore.view.subscribe(show.request), canvas.onRest(showCones));
}

function feedPlaces(canvas: MapCanvas): Cancel {
  const show = () => {
    const objects = mapObjectStore.view.get();
    if (objects === null) return;
    canvas.setData('checkpoints', placeFeatures(objects.checkpoints));
    canvas.setData('posts', placeFeatures(objects.posts));
    const box = boxAround(objects.cameras);
    if (hasShownArea || box === null) return;
    hasShownArea = true;
    canvas.fit(box, 48);
  };
  show();
  return mapObjectStore.view.subscribe(show);
}

function feedWatched(canvas: MapCanvas): Cancel {
  const show = () => {
    const cameras = tileStore.get().flatMap(({ cameraId }) => mapObjectStore.camera(cameraId) ?? []);
    canvas.setData('watched', watchedFeatures(cameras));
  };
  show();
  return tileStore.subscribe(show);
}

function feedLayers(canvas: MapCanvas): Cancel {
  const show = () => {
    const hidden = hiddenLayerStore.get();
    for (const name of mapLayerNames) canvas.setVisible(mapLayers[name], !hidden.includes(name));
  };
  show();
  return hiddenLayerStore.subscribe(show);
}

function feedSquads(canvas: MapCanvas, alert: Alert | null): Cancel {
  const show = soonest(SQUADS_EVERY_MS, () => {
    const view = squadStore.view.get();
    canvas.setData('squads', squadFeatures(view.values(), serverClock.now()));
    const sent = squadsOn(view, alert?.incidentId ?? null);
    canvas.setData('dispatch', dispatchLines(sent, alert?.subject.position ?? null));
  });
  show.request();
  const timer = setInterval(show.request, STALENESS_EVERY_MS);
  return together(show.stop, squadStore.view.subscribe(show.request), () => clearInterval(timer));
}

function together(...cancels: readonly Cancel[]): Cancel {
  return () => {
    for (const cancel of cancels) cancel();
  };
}
