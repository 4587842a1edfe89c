import type { VideoEncoding } from '#sim/rtsp';
import type { Clip } from './clip.ts';

/** A camera to be simulated. */
export interface SimulatedCamera {
  /** 20 digits. */
  readonly code: string;
  /** What it looks at: a tag of the clips it may show. */
  readonly scene: string;
  /** Light and weather: a tag too, or `clear` for clips that have none of them. Default: clear. */
  readonly condition?: string;
  /** Whether it can be turned; it then shows the panorama instead of a clip. Default: no. */
  readonly ptz?: boolean;
  /** What its microphone puts out. Default: it has none. */
  readonly sound?: SoundKind;
  /**
   * Seconds from key frame to key frame, as smart codecs stretch them where nothing moves; the picture is then black.
   * Default: it shows its clip, with a key frame every two seconds.
   */
  readonly stillGopS?: number;
  /** What it says its pictures are; MPEG-4 Visual is what cameras sent before H.264. Default: H.264. */
  readonly codec?: VideoEncoding;
}

export type SoundKind = 'aac' | 'g711';

const CONDITIONS = ['night', 'rain', 'fog'];

/**
 * Picks a clip for a camera: of those that fit best (the scene counts more than the weather) always the same one.
 * @param number belongs to the camera; spreads cameras that want the same over all clips that have it
 * @throws if there are no clips
 */
export function chooseClip(clips: readonly Clip[], camera: SimulatedCamera, number: number): Clip {
  const condition = camera.condition ?? 'clear';
  const fitness = ({ tags }: Clip): number => {
    const showsCondition =
      condition === 'clear' ? !tags.some((tag) => CONDITIONS.includes(tag)) : tags.includes(condition);
    return (tags.includes(camera.scene) ? 2 : 0) + (showsCondition ? 1 : 0);
  };
  const best = Math.max(...clips.map(fitness));
  const fitting = clips.filter((clip) => fitness(clip) === best);
  const clip = fitting[number % fitting.length];
  if (clip === undefined) throw new Error('no clips to show');
  return clip;
}
