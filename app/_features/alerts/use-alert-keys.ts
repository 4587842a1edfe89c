import { useEffect } from 'react';
import {
  acknowledge,
  alertStore,
  isWaiting,
  nextAlert,
  selectedAlertStore,
} from '../../_lib/alerts/index.ts';
import { useMay } from '../../_lib/session/index.ts';
import { type AlertCommand, alertCommand } from './alert-keys.ts';

/** The keys of the queue, wherever the focus is, except where it has use for them itself. */
export function useAlertKeys(): void {
  const mayHandle = useMay('alert.handle');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = alertCommand(event);
      if (command === null || !isForQueue(event, command)) return;
      event.preventDefault();
      if (command === 'next') selectNext();
      else if (mayHandle) acknowledgeSelected();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [mayHandle]);
}

function isForQueue(event: KeyboardEvent, command: AlertCommand): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest('input, textarea, select, dialog[open], [popover]') !== null) return false;
  // The space bar presses a button, except a row of the queue itself: there it goes on to the next.
  return (
    command !== 'next' ||
    target.closest('[data-alert-row]') !== null ||
    target.closest('button, a, [role="tree"]') === null
  );
}

function selectNext(): void {
  const next = nextAlert(alertStore.view.get().queue, selectedAlertStore.get());
  selectedAlertStore.set(next?.id ?? null);
}

function acknowledgeSelected(): void {
  const alert = alertStore.view.get().byId.get(selectedAlertStore.get() ?? '');
  if (alert !== undefined && isWaiting(alert)) void acknowledge(alert.id);
}
