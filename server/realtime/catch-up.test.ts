import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalPosition } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { catchUp, MISSED_MAX } from './catch-up.ts';
import { RecentEntries } from './recent-entries.ts';

const at = (n: number): JournalPosition => `${n}-0`;

function entry(n: number, orgPath = 'c.t1'): JournalEntry {
  const cameraId = `cam_${n}` as CameraId;
  const happened = { subject: cameraId, actor: 'worker', atMs: n, payload: { cameraId } };
  return { position: at(n), type: 'camera.registered', orgPath: orgPath as OrgPath, ...happened };
}

const entries = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => entry(from + index));

const positionsOf = (list: readonly JournalEntry[]) => list.map(({ position }) => position);

/** A journal of which live sockets have been given everything up to `handedOut`. */
function journal(options: { length: number; handedOut: number; kept: number }) {
  const all = entries(1, options.length);
  const recent = new RecentEntries(at(0), options.kept);
  recent.append(all.slice(0, options.handedOut));
  return {
    recent,
    read: async (after: JournalPosition, limit: number) =>
      all.filter((item) => Number(item.position.split('-')[0]) > Number(after.split('-')[0])).slice(0, limit),
    currentPosition: async () => at(options.length),
    isVisible: () => true,
  };
}

describe('catch-up', () => {
  it('R1 gives what was missed up to what live sockets have, not what they are still to get', async () => {
    const result = await catchUp({ after: at(2), ...journal({ length: 9, handedOut: 6, kept: 2 }) });
    expect(result).toEqual({ result: 'resumed', entries: entries(3, 6), position: at(6) });
  });

  it('R1 reads nothing when memory has it all', async () => {
    const { recent, currentPosition, isVisible } = journal({ length: 9, handedOut: 9, kept: 9 });
    const read = async () => expect.unreachable();
    const result = await catchUp({ after: at(4), recent, currentPosition, isVisible, read });
    expect(result).toMatchObject({ entries: entries(5, 9) });
  });

  it('R1 keeps the position of a client whose snapshot is newer than what was handed out', async () => {
    const result = await catchUp({ after: at(8), ...journal({ length: 9, handedOut: 5, kept: 5 }) });
    expect(result).toEqual({ result: 'resumed', entries: [], position: at(8) });
  });

  it('R2 reloads past the limit, from the journal and from memory', async () => {
    const length = MISSED_MAX + 2;
    for (const kept of [10, length]) {
      const source = journal({ length, handedOut: length, kept });
      expect(await catchUp({ after: at(1), ...source })).toEqual({ result: 'reload' });
      expect(await catchUp({ after: at(2), ...source })).toMatchObject({ entries: entries(3, length) });
    }
  });

  it('R2 reloads from a position the journal has never reached', async () => {
    const result = await catchUp({ after: at(10), ...journal({ length: 9, handedOut: 9, kept: 9 }) });
    expect(result).toEqual({ result: 'reload' });
  });

  it('leaves out what the caller may not see', async () => {
    const source = journal({ length: 6, handedOut: 6, kept: 6 });
    const isVisible = ({ position }: JournalEntry) => position === at(4);
    expect(await catchUp({ after: at(1), ...source, isVisible })).toMatchObject({ entries: [entry(4)] });
  });

  it('R1 holds while the journal grows at every read', async () => {
    const growth = fc.record({
      start: fc.integer({ min: 1, max: 60 }),
      kept: fc.integer({ min: 0, max: 20 }),
      after: fc.integer({ min: 0, max: 60 }),
      steps: fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(growth, async ({ start, kept, after, steps }) => {
        const all = entries(1, start);
        const recent = new RecentEntries(at(0), kept);
        recent.append(all);
        const remaining = [...steps];
        const read = async (position: JournalPosition, limit: number) => {
          const page = all.filter((item) => item.atMs > Number(position.split('-')[0])).slice(0, limit);
          const grown = entries(all.length + 1, all.length + (remaining.shift() ?? 0));
          all.push(...grown);
          recent.append(grown);
          return page;
        };
        const from = Math.min(after, start);
        const result = await catchUp({
          after: at(from),
          recent,
          read,
          currentPosition: async () => at(all.length),
          isVisible: () => true,
        });
        // Whatever is handed out after this moment is live; before it, everything must be in the answer, once.
        expect(result.result).toBe('resumed');
        if (result.result === 'resumed') {
          expect(positionsOf(result.entries)).toEqual(positionsOf(entries(from + 1, all.length)));
        }
      }),
    );
  });
});
