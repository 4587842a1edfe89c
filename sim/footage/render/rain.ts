import { between, seededRandom } from './random.ts';

/** Falling rain, and drops on the camera's window. */
export interface Rain {
  readonly streaks: number;
  /** Light of one streak. */
  readonly brightness: number;
  readonly drops: number;
  readonly loopSeconds: number;
}

/** Adds the streaks of one moment; each falls a whole number of times a loop. */
export function streaks(
  rain: Rain,
  frame: Float32Array,
  width: number,
  height: number,
  seconds: number,
): void {
  const random = seededRandom(77);
  for (let streak = 0; streak < rain.streaks; streak += 1) {
    const near = random() ** 2;
    const falls = Math.round(between(random, 22, 30) * (0.8 + near));
    const turn = (seconds / rain.loopSeconds) * falls + random();
    const start = random() * width;
    const y = (turn - Math.floor(turn)) * height * 1.3 - height * 0.2;
    const x = (start + (Math.floor(turn) % falls) * 331) % width;
    const length = 12 + near * 55;
    for (let step = 0; step < length; step += 1) {
      const px = Math.round(x - step * 0.08);
      const py = Math.round(y + step);
      if (px < 0 || py < 0 || px >= width || py >= height) continue;
      const light = rain.brightness * Math.sin((step / length) * Math.PI) * (0.5 + near);
      const at = (py * width + px) * 3;
      for (let c = 0; c < 3; c += 1) frame[at + c] = (frame[at + c] as number) + light;
    }
  }
}

/** Drops on the window turn what is behind them upside down and small: bends the lens's map of where to look. */
export function rainDrops(rain: Rain, from: Float32Array, width: number, height: number): void {
  const random = seededRandom(23);
  for (let drop = 0; drop < rain.drops; drop += 1) {
    const radius = 2 + random() ** 3 * 16;
    const cx = random() * width;
    const cy = random() * height;
    const tall = between(random, 1, 1.35);
    for (
      let y = Math.max(0, Math.floor(cy - radius * tall));
      y < Math.min(height, cy + radius * tall);
      y += 1
    ) {
      for (let x = Math.max(0, Math.floor(cx - radius)); x < Math.min(width, cx + radius); x += 1) {
        const dx = (x - cx) / radius;
        const dy = (y - cy) / radius / tall;
        const square = dx * dx + dy * dy;
        if (square >= 1) continue;
        const bend = -radius * 5 * (1 - square) ** 0.5;
        const at = (y * width + x) * 2;
        from[at] = Math.min(width - 1.01, Math.max(0, x + dx * bend));
        from[at + 1] = Math.min(height - 1.01, Math.max(0, y + dy * bend * 1.2));
      }
    }
  }
}
