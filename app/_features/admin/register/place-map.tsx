import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { OrgUnitId } from '#core/kit';
import { fetchCameras } from '../../../_lib/api/index.ts';
import {
  boxAround,
  CONES_FROM_ZOOM,
  collection,
  coneFeature,
  type MapCanvas,
  pointFeature,
  useMapCanvas,
} from '../../../_lib/map/index.ts';
import { AzimuthHandle } from './azimuth-handle.tsx';
import type { CameraWizard } from './camera-wizard.ts';
import styles from './place-map.module.css';
import type { Placing } from './wizard-state.ts';

export interface PlaceMapProps {
  readonly wizard: CameraWizard;
  readonly stage: Placing;
  readonly orgUnitId: OrgUnitId | null;
  readonly mapboxToken: string | null;
}

/** Near enough to tell one side of a street from the other: a first press from afar is only roughly right. */
const PLACE_ZOOM = 16;

/** Where the camera stands and where it looks: a press on the map places it, the handle turns it. */
export function PlaceMap({ wizard, stage, orgUnitId, mapboxToken }: PlaceMapProps) {
  const t = useTranslations('admin.where');
  const host = useRef<HTMLDivElement>(null);
  const map = useMapCanvas(host, mapboxToken);
  const canvas = map.state === 'ready' ? map.canvas : null;
  const draft = stage.drafts.get(stage.current);
  useEffect(
    () =>
      canvas?.onPress((_, at) => {
        const position = canvas.placeAt(at);
        wizard.act({ type: 'place', position });
        if (canvas.view().zoom < CONES_FROM_ZOOM) canvas.flyTo({ center: position, zoom: PLACE_ZOOM });
      }),
    [canvas, wizard],
  );
  useNeighbours(canvas, orgUnitId);
  useDrafts(canvas, stage);
  return (
    <div className={styles.map}>
      <div ref={host} className={styles.host} role="application" aria-label={t('map')} />
      {map.state !== 'ready' && (
        <p className={styles.note} role="status">
          {t(map.state === 'loading' ? 'mapLoading' : 'mapFailed')}
        </p>
      )}
      {canvas !== null && draft !== undefined && draft.position !== null && (
        <AzimuthHandle
          canvas={canvas}
          position={draft.position}
          view={draft.view}
          onTurn={(azimuthDeg) => wizard.act({ type: 'view', change: { azimuthDeg } })}
        />
      )}
    </div>
  );
}

/** The other channels as plain cones, the one that is placed as a marked one. */
function useDrafts(canvas: MapCanvas | null, { drafts, chosen, current }: Placing): void {
  useEffect(() => {
    if (canvas === null) return;
    const placed = [...drafts].flatMap(([id, { position, view }]) =>
      position === null || !chosen.has(id) ? [] : [{ id, ...position, ...view }],
    );
    const marked = placed.filter(({ id }) => id === current);
    canvas.setData('cones', collection(placed.filter(({ id }) => id !== current).map(coneFeature)));
    canvas.setData(
      'watched',
      collection(marked.flatMap((camera) => [coneFeature(camera), pointFeature(camera, {})])),
    );
  }, [canvas, drafts, chosen, current]);
}

const NEIGHBOURS_MAX = 200;
/** Around a unit's cameras, about 300 m: a single one is no area. */
const MARGIN_DEG = 0.003;
const PADDING_PX = 24;

/** Brings the unit into view, with the cameras that stand there already. */
function useNeighbours(canvas: MapCanvas | null, orgUnitId: OrgUnitId | null): void {
  useEffect(() => {
    if (canvas === null || orgUnitId === null) return;
    const abort = new AbortController();
    fetchCameras({ orgUnitId, limit: NEIGHBOURS_MAX }, abort.signal).then(
      ({ items }) => showNeighbours(canvas, items),
      // Without them the map is only less helpful.
      () => {},
    );
    return () => abort.abort();
  }, [canvas, orgUnitId]);
}

function showNeighbours(canvas: MapCanvas, cameras: Awaited<ReturnType<typeof fetchCameras>>['items']): void {
  const features = cameras.map((camera) =>
    pointFeature(camera.position, { id: camera.id, state: camera.health.state, class: camera.class }),
  );
  canvas.setData('cameras', collection(features));
  const box = boxAround(cameras.map(({ position }) => position));
  if (box === null) return;
  const [west, south, east, north] = box;
  canvas.fit([west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG], PADDING_PX);
}
