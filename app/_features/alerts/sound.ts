import type { Priority } from '#core/alert';
import { alertStore, mostUrgent } from '../../_lib/alerts/index.ts';
import { createStore } from '../../_lib/store/index.ts';

/** How a priority sounds: so many tones of this pitch, one after another. */
interface Tone {
  readonly pitchHz: number;
  readonly times: number;
  readonly volume: number;
}

/** Told apart by number first and pitch second: an ear across the room hears how many, not how high. */
const tones: Readonly<Record<Priority, Tone>> = {
  1: { pitchHz: 988, times: 4, volume: 0.5 },
  2: { pitchHz: 784, times: 2, volume: 0.35 },
  3: { pitchHz: 587, times: 1, volume: 0.25 },
  4: { pitchHz: 440, times: 1, volume: 0.12 },
};

const TONE_S = 0.13;
const APART_S = 0.22;
const FADE_S = 0.02;

/** Whether alerts can be heard at this desk. Browsers allow sound only after somebody has pressed something. */
export const soundStore = createStore<'off' | 'on'>('off');

let context: AudioContext | null = null;

/** Turns the sound on, and plays the softest tone as proof; to be called from a press. */
export async function turnSoundOn(): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
  soundStore.set('on');
  play(context, tones[4]);
}

/** Turns the sound off. */
export function turnSoundOff(): void {
  soundStore.set('off');
}

/** Plays the most urgent of the alerts that call, while the sound is on, until the returned function is called. */
export function soundAlerts(): () => void {
  return alertStore.calling.subscribe(() => {
    const priority = mostUrgent(alertStore.calling.get());
    if (soundStore.get() === 'on' && context !== null && priority !== null) play(context, tones[priority]);
  });
}

function play(audio: AudioContext, { pitchHz, times, volume }: Tone): void {
  for (let index = 0; index < times; index++) {
    const startS = audio.currentTime + index * APART_S;
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.type = 'triangle';
    oscillator.frequency.value = pitchHz;
    // Without the slopes every tone begins and ends with a click.
    gain.gain.setValueAtTime(0, startS);
    gain.gain.linearRampToValueAtTime(volume, startS + FADE_S);
    gain.gain.setValueAtTime(volume, startS + TONE_S - FADE_S);
    gain.gain.linearRampToValueAtTime(0, startS + TONE_S);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(startS);
    oscillator.stop(startS + TONE_S);
  }
}
