import type { StreamCounters } from './stream-counters.ts';

/** The peculiarity (docs/design/gateway.md) that each counter tells of. */
const quirkOf: readonly (readonly [keyof StreamCounters, string])[] = [
  ['resyncs', 'Q1'],
  ['foreignFrames', 'Q3'],
  ['foreignPackets', 'Q4'],
  ['refusedTransports', 'Q14'],
  ['reorderedPackets', 'Q14'],
  ['malformedPayloads', 'Q21'],
  ['droppedAccessUnits', 'Q22'],
  ['duplicatePackets', 'Q23'],
  ['reorderedPictures', 'Q25'],
  ['roguePackets', 'Q26'],
  ['timelineSteps', 'Q26'],
  ['formatChanges', 'Q27'],
  ['keyFramesAsked', 'Q30'],
];

/** How often each peculiarity was met, for those that were. */
export function quirksMet(
  counters: Readonly<StreamCounters>,
): { readonly id: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const [counter, id] of quirkOf) {
    if (counters[counter] > 0) counts.set(id, (counts.get(id) ?? 0) + counters[counter]);
  }
  return Array.from(counts, ([id, count]) => ({ id, count }));
}
