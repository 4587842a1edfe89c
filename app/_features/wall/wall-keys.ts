import type { Direction, Layout } from './wall-state.ts';

/** What a key asks of the wall. */
export type WallCommand =
  | { readonly command: 'layout'; readonly layout: Layout }
  | { readonly command: 'move'; readonly direction: Direction }
  | { readonly command: 'ptz' }
  | { readonly command: 'focus' | 'fullScreen' | 'clear' | 'search' | 'help' | 'escape' };

/** The keys of the wall, as `KeyboardEvent.key` names them; the help lists the same. */
const commands: Readonly<Record<string, WallCommand>> = {
  '1': { command: 'layout', layout: 1 },
  '4': { command: 'layout', layout: 4 },
  '9': { command: 'layout', layout: 9 },
  '0': { command: 'layout', layout: 16 },
  '5': { command: 'layout', layout: 25 },
  '6': { command: 'layout', layout: 36 },
  ArrowLeft: { command: 'move', direction: 'left' },
  ArrowRight: { command: 'move', direction: 'right' },
  ArrowUp: { command: 'move', direction: 'up' },
  ArrowDown: { command: 'move', direction: 'down' },
  Enter: { command: 'focus' },
  f: { command: 'fullScreen' },
  p: { command: 'ptz' },
  Delete: { command: 'clear' },
  Backspace: { command: 'clear' },
  '/': { command: 'search' },
  '?': { command: 'help' },
  Escape: { command: 'escape' },
};

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The command of a key; `null` for a key that is not ours, or belongs to the browser. */
export function wallCommand({ key, ctrlKey, metaKey, altKey }: PressedKey): WallCommand | null {
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return { command: 'search' };
  if (ctrlKey || metaKey || altKey) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  // Operators type Chinese: their keyboards give the full-width forms of / and ?.
  const plain = name === '、' || name === '／' ? '/' : name === '？' ? '?' : name;
  return Object.hasOwn(commands, plain) ? (commands[plain] ?? null) : null;
}
