import { useLayoutEffect } from 'react';
import { assertNever } from '#core/kit';
import { cameraStore } from '../../_lib/cameras/index.ts';
import { useMay } from '../../_lib/session/index.ts';
import { showHelp } from './help-dialog.tsx';
import { togglePtz } from './ptz/ptz-store.ts';
import { type WallCommand, wallCommand } from './wall-keys.ts';
import { act, wallStore } from './wall-store.ts';

/**
 * The keys of the wall, wherever the focus is, except where it has keys of its own: a field, the tree, a dialog.
 * @param openTree brings the camera list on screen where it is a drawer
 */
export function useWallKeys(openTree: () => void): void {
  const mayMove = useMay('camera.ptz');
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = wallCommand(event);
      if (command === null || !isForWall(event, command)) return;
      event.preventDefault();
      if (command.command === 'ptz') toggleSelectedPtz(mayMove);
      else run(command, openTree);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [openTree, mayMove]);
}

function isForWall(event: KeyboardEvent, { command }: WallCommand): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (command === 'search' && (event.ctrlKey || event.metaKey)) return true;
  if (target.closest('input, textarea, select, dialog[open], [popover], [role="tree"]') !== null) {
    // In the tree the figures, F and ? still work; what it uses itself is stopped there.
    return target.closest('[role="tree"]') !== null && command !== 'focus' && command !== 'move';
  }
  // Enter on a button presses it.
  return command !== 'focus' || target.closest('button, a') === null;
}

function run(command: Exclude<WallCommand, { command: 'ptz' }>, openTree: () => void): void {
  const { selected, layout } = wallStore.get();
  switch (command.command) {
    case 'layout':
      act({ type: 'layout', layout: command.layout });
      break;
    case 'move':
      act({ type: 'move', direction: command.direction });
      tileElement(wallStore.get().selected)?.focus();
      break;
    case 'focus':
      act({ type: 'focus', slot: selected });
      break;
    case 'fullScreen':
      toggleFullScreen(selected);
      break;
    case 'clear':
      act({ type: 'clear', slot: selected });
      break;
    case 'search':
      openTree();
      document.getElementById('camera-search')?.focus();
      break;
    case 'help':
      showHelp();
      break;
    case 'escape':
      if (layout === 1) act({ type: 'focus', slot: selected });
      break;
    default:
      assertNever(command);
  }
}

function toggleSelectedPtz(mayMove: boolean): void {
  const { selected, slots } = wallStore.get();
  const cameraId = slots[selected] ?? null;
  if (mayMove && cameraId !== null && cameraStore.get(cameraId)?.ptz === true) togglePtz(cameraId);
}

function tileElement(slot: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-slot="${slot}"]`);
}

/** Makes a tile fill the screen, or leaves it. Browsers that refuse leave the wall as it is. */
export function toggleFullScreen(slot: number): void {
  const tile = tileElement(slot);
  const change = document.fullscreenElement === null ? tile?.requestFullscreen() : document.exitFullscreen();
  change?.catch(() => {});
}
