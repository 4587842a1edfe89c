import { type ComponentType, type RefObject, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { useSelectedAlert } from '../../_lib/alerts/index.ts';
import { cameraStore } from '../../_lib/cameras/index.ts';
import { type MapCanvas, useMapCanvas } from '../../_lib/map/index.ts';
import { followJournal } from '../../_lib/realtime/index.ts';
import { followPositions } from '../../_lib/squads/index.ts';
import { AlertMarks } from './alert-marks.tsx';
import { FloatingTiles } from './floating-tiles.tsx';
import { LayerPanel } from './layer-panel.tsx';
import { restoreLayers } from './layer-store.ts';
import { MapControls } from './map-controls.tsx';
import styles from './map-page.module.css';
import { mapObjectReader } from './model/map-objects.ts';
import { ResponsePanel } from './response-panel.tsx';
import { freeArea, middleOf, tileBeside, tilesAround } from './tile-layout.ts';
import { closeTile, openTiles, tileStore } from './tile-store.ts';
import { useMapData } from './use-map-data.ts';
import { type PlanState, useResponsePlan } from './use-response-plan.ts';

export interface MapPageProps {
  /** Draws the map with Mapbox GL; `null` for MapLibre GL over the county's own base map. */
  readonly mapboxToken: string | null;
  /** Shows a camera's live picture; it fills its parent. */
  readonly Picture: ComponentType<{ readonly cameraId: CameraId }>;
}

/** The map wall: where things are, what is seen there, and whom to send. */
export function MapPage({ mapboxToken, Picture }: MapPageProps) {
  const t = useTranslations('map');
  const page = useRef<HTMLElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const map = useMapCanvas(host, mapboxToken);
  const canvas = map.state === 'ready' ? map.canvas : null;
  const alert = useSelectedAlert();
  const response = useResponsePlan(alert);
  useEffect(restoreLayers, []);
  useEffect(() => followJournal(mapObjectReader), []);
  useEffect(followPositions, []);
  useMapData(canvas);
  usePresses(canvas, page);
  useAlertInView(canvas, page, response.plan);
  return (
    <main ref={page} className={styles.page}>
      <div ref={host} className={styles.host} role="application" aria-label={t('label')} />
      {map.state !== 'ready' && (
        <p className={styles.note} role="status">
          {t(map.state)}
        </p>
      )}
      {canvas !== null && <AlertMarks canvas={canvas} />}
      <LayerPanel />
      {canvas !== null && <MapControls canvas={canvas} />}
      <FloatingTiles Picture={Picture} />
      {alert !== null && <ResponsePanel key={alert.id} alert={alert} response={response} />}
    </main>
  );
}

/** A camera pressed opens its picture beside it; a cluster comes nearer. */
function usePresses(canvas: MapCanvas | null, page: RefObject<HTMLElement | null>): void {
  useEffect(
    () =>
      canvas?.onPress(([hit], at) => {
        if (hit === undefined || page.current === null) return;
        if (hit.layer === 'clusters') {
          canvas.flyTo({ center: hit.place, zoom: canvas.view().zoom + 2 });
          return;
        }
        const { clientWidth, clientHeight } = page.current;
        const cameraId = String(hit.properties.id) as CameraId;
        openTiles([tileBeside(freeArea(clientWidth, clientHeight), cameraId, at, tileStore.get())]);
      }),
    [canvas, page],
  );
}

/** Near enough to tell streets apart, far enough to see who comes. */
const ALERT_ZOOM = 14.6;

/** Brings the chosen alert into the middle, and the cameras that see it around it. */
function useAlertInView(
  canvas: MapCanvas | null,
  page: RefObject<HTMLElement | null>,
  plan: PlanState,
): void {
  const alert = useSelectedAlert();
  const alertId = alert?.id ?? null;
  const place = alert?.subject.position ?? null;
  const lon = place?.lon ?? null;
  const lat = place?.lat ?? null;
  useEffect(() => {
    if (canvas === null || page.current === null || alertId === null || lon === null || lat === null) return;
    const { clientWidth, clientHeight } = page.current;
    const middle = middleOf(freeArea(clientWidth, clientHeight));
    const at = { x: middle.x - clientWidth / 2, y: middle.y - clientHeight / 2 };
    canvas.flyTo({ center: { lon, lat }, zoom: Math.max(ALERT_ZOOM, canvas.view().zoom) }, at);
  }, [canvas, page, alertId, lon, lat]);
  const shownFor = useRef<string | null>(null);
  useEffect(() => {
    if (alertId === null) shownFor.current = null;
    if (page.current === null || plan.state !== 'ready' || plan.alertId !== alertId) return;
    if (shownFor.current === alertId) return; // later plans are about squads; pictures stay as the operator has them
    shownFor.current = alertId;
    const cameras = plan.plan.cameras.map(({ camera }) => camera);
    cameraStore.learn({ journalPosition: '0-0', items: cameras });
    const area = freeArea(page.current.clientWidth, page.current.clientHeight);
    closeTile();
    const cameraIds = cameras.map(({ id }) => id);
    openTiles(tilesAround(area, cameraIds));
  }, [page, alertId, plan]);
}
