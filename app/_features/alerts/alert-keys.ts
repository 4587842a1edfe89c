/** What a key asks of the queue. */
export type AlertCommand = 'next' | 'acknowledge';

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The command of a key; `null` for a key that is not ours, or belongs to the browser. */
export function alertCommand({ key, ctrlKey, metaKey, altKey }: PressedKey): AlertCommand | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === ' ') return 'next';
  return key.toLowerCase() === 'a' ? 'acknowledge' : null;
}
