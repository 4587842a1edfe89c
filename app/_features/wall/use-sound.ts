import { useEffect, useState } from 'react';
import type { TilePlayer, TileView } from '../../_lib/player/index.ts';

/** The switch of a tile's sound. */
export interface SoundSwitch {
  readonly isOn: boolean;
  readonly toggle: () => void;
}

/** Sound is off until somebody wants it, and again when the tile has none any more. @returns null where there is none */
export function useSound(player: TilePlayer | null, { hasSound }: TileView): SoundSwitch | null {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    if (!hasSound) setOn(false);
  }, [hasSound]);
  useEffect(() => player?.listen(isOn), [player, isOn]);
  return hasSound ? { isOn, toggle: () => setOn(!isOn) } : null;
}
