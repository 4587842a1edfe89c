import { createCanvas } from '@napi-rs/canvas';
import { FRAME } from '../encode.ts';
import { LOOP_SECONDS, type Painter } from '../scene.ts';

/** A road that runs to a vanishing point, with cars on it. */
export function openRoadSketch(night: boolean): Painter {
  const { width, height } = FRAME;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  return (seconds) => {
    context.fillStyle = night ? '#10141c' : '#b9c4cc';
    context.fillRect(0, 0, width, height);
    context.fillStyle = night ? '#23262b' : '#6d6f70';
    context.beginPath();
    context.moveTo(width / 2 - 30, 180);
    context.lineTo(width / 2 + 30, 180);
    context.lineTo(width, height);
    context.lineTo(0, height);
    context.fill();
    for (let car = 0; car < 8; car += 1) {
      const depth = (seconds / LOOP_SECONDS + car / 8) % 1;
      const near = (car % 2 === 0 ? depth : 1 - depth) ** 2;
      const size = 10 + near * 150;
      const x = width / 2 + (car % 2 === 0 ? -1 : 1) * (20 + near * 260);
      const y = 180 + near * 480;
      context.fillStyle = `hsl(${car * 47} 25% ${night ? 30 : 60}%)`;
      context.fillRect(x - size / 2, y - size * 0.6, size, size * 0.6);
      if (night) {
        context.fillStyle = '#fff2c8';
        context.fillRect(x - size / 2, y - size * 0.3, size * 0.15, size * 0.1);
        context.fillRect(x + size * 0.35, y - size * 0.3, size * 0.15, size * 0.1);
      }
    }
    const { data } = context.getImageData(0, 0, width, height);
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  };
}
