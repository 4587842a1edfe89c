import { useStore } from '../../_lib/store/index.ts';
import { Tile } from './tile.tsx';
import styles from './tile-grid.module.css';
import { visibleSlots } from './wall-state.ts';
import { wallStore } from './wall-store.ts';

/** The pictures, in the chosen layout. Tiles that stay on screen keep playing when the layout changes. */
export function TileGrid() {
  const layout = useStore(wallStore, (state) => state.layout);
  const shown = useStore(wallStore, (state) => visibleSlots(state).join());
  return (
    <main className={styles.grid} data-layout={layout}>
      {shown.split(',').map((slot) => (
        <Tile key={slot} slot={Number(slot)} />
      ))}
    </main>
  );
}
