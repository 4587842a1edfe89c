import type { MapPalette } from './palette.ts';

export interface MapIcon {
  readonly name: string;
  readonly image: ImageData;
  readonly pixelRatio: number;
}

/** Clusters grow in steps with what they hold. */
export const clusterSizes = [
  { from: 0, radiusPx: 13 },
  { from: 25, radiusPx: 16 },
  { from: 100, radiusPx: 20 },
  { from: 400, radiusPx: 25 },
  { from: 2_000, radiusPx: 31 },
] as const;

/** The share that is offline, as an arc of so many steps; a single camera of thousands shows as one step. */
export const ARC_STEPS = 16;

const PIXEL_RATIO = 2;

/** All icons that the layers name; drawn here, because there is no sprite server either. */
export function mapIcons(palette: MapPalette): MapIcon[] {
  const clusters = clusterSizes.flatMap(({ radiusPx }, size) =>
    Array.from({ length: ARC_STEPS + 1 }, (_, arc) =>
      icon(`cluster-${size}-${arc}`, 2 * (radiusPx + 3), (draw) => drawCluster(draw, radiusPx, arc, palette)),
    ),
  );
  const squads = (['free', 'busy', 'stale'] as const).map((look) =>
    icon(`squad-${look}`, 26, (draw) => drawSquad(draw, look, palette)),
  );
  const places = [
    icon('checkpoints', 26, (draw) => drawCheckpoint(draw, palette)),
    icon('posts', 22, (draw) => drawPost(draw, palette)),
  ];
  return [...clusters, ...squads, ...places];
}

type Draw = CanvasRenderingContext2D;

/** Draws with the origin in the middle, in CSS pixels. */
function icon(name: string, sizePx: number, paint: (draw: Draw) => void): MapIcon {
  const canvas = document.createElement('canvas');
  canvas.width = sizePx * PIXEL_RATIO;
  canvas.height = sizePx * PIXEL_RATIO;
  const draw = canvas.getContext('2d', { willReadFrequently: true });
  if (draw === null) throw new Error('no canvas to draw the icons of the map on');
  draw.scale(PIXEL_RATIO, PIXEL_RATIO);
  draw.translate(sizePx / 2, sizePx / 2);
  draw.lineJoin = 'round';
  paint(draw);
  return { name, image: draw.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: PIXEL_RATIO };
}

function drawCluster(draw: Draw, radiusPx: number, arc: number, palette: MapPalette): void {
  draw.beginPath();
  draw.arc(0, 0, radiusPx, 0, 2 * Math.PI);
  draw.fillStyle = palette.plate;
  draw.fill();
  draw.strokeStyle = palette.plateEdge;
  draw.lineWidth = 1.5;
  draw.stroke();
  if (arc === 0) return;
  draw.beginPath();
  draw.arc(0, 0, radiusPx, -Math.PI / 2, -Math.PI / 2 + (2 * Math.PI * arc) / ARC_STEPS);
  draw.strokeStyle = palette.fault;
  draw.lineWidth = 3;
  draw.stroke();
}

/** An arrow that points north; free is outlined, busy is filled, one not heard of lately is pale. */
function drawSquad(draw: Draw, look: 'free' | 'busy' | 'stale', palette: MapPalette): void {
  draw.beginPath();
  draw.moveTo(0, -10.5);
  draw.lineTo(7.5, 8.5);
  draw.lineTo(0, 4);
  draw.lineTo(-7.5, 8.5);
  draw.closePath();
  draw.globalAlpha = look === 'stale' ? 0.6 : 1;
  draw.fillStyle = look === 'busy' ? palette.mark : look === 'free' ? palette.quiet : palette.land;
  draw.strokeStyle = look === 'stale' ? palette.quiet : palette.land;
  draw.lineWidth = 1.5;
  draw.stroke();
  draw.fill();
  draw.stroke();
}

function drawCheckpoint(draw: Draw, palette: MapPalette): void {
  const gate = () => {
    draw.beginPath();
    draw.moveTo(-7, 7);
    draw.lineTo(-7, -5);
    draw.lineTo(7, -5);
    draw.lineTo(7, 7);
    draw.moveTo(-10, -5);
    draw.lineTo(10, -5);
    draw.stroke();
  };
  draw.strokeStyle = palette.halo;
  draw.lineWidth = 4.5;
  gate();
  draw.strokeStyle = palette.label;
  draw.lineWidth = 1.8;
  gate();
}

/** A shield. */
function drawPost(draw: Draw, palette: MapPalette): void {
  draw.beginPath();
  draw.moveTo(0, -8);
  draw.lineTo(6.5, -5.5);
  draw.lineTo(6.5, 0.5);
  draw.quadraticCurveTo(6, 5.5, 0, 8.5);
  draw.quadraticCurveTo(-6, 5.5, -6.5, 0.5);
  draw.lineTo(-6.5, -5.5);
  draw.closePath();
  draw.fillStyle = palette.land;
  draw.fill();
  draw.strokeStyle = palette.label;
  draw.lineWidth = 1.6;
  draw.stroke();
}
