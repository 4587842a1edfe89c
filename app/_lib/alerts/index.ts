export { type ActionResult, acknowledge, clear, shelve } from './actions.ts';
export { type Deadline, deadlineOf, timeLeft } from './alert-clock.ts';
export type { AlertView } from './alert-store.ts';
export { countByPriority, isWaiting, mostUrgent, nextAlert } from './queue-order.ts';
export {
  alertReader,
  alertStore,
  selectedAlertStore,
  setQueueOpen,
  useQueueOpen,
  useSelectedAlert,
} from './stores.ts';
