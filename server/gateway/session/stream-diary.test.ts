import { describe, expect, it } from 'vitest';
import type { RtspError } from '../rtsp/index.ts';
import { quirksMet } from './quirks-met.ts';
import { newStreamCounters } from './stream-counters.ts';
import { StreamDiary } from './stream-diary.ts';

const live = { state: 'live', reason: null, attempt: 0, retryInMs: null } as const;
const busy: RtspError = { kind: 'busy', peer: '10.0.0.5:554', method: 'SETUP', status: 453, detail: 'full' };

describe('the diary of a stream', () => {
  it('keeps the last 32 changes and the last 8 errors, without addresses', () => {
    const diary = new StreamDiary(newStreamCounters());
    for (let atMs = 0; atMs < 100; atMs++) {
      diary.changed(live, atMs);
      diary.failed(busy, atMs);
    }
    const { changes, errors } = diary.read();
    expect([changes.length, changes[0]?.atMs, changes.at(-1)?.atMs]).toEqual([32, 68, 99]);
    expect([errors.length, errors[0]]).toEqual([
      8,
      { atMs: 92, kind: 'busy', method: 'SETUP', status: 453, detail: 'full' },
    ]);
    diary.failed({ ...busy, detail: 'x'.repeat(4_000) }, 100);
    expect(diary.read().errors.at(-1)?.detail).toHaveLength(200);
    expect(JSON.stringify(errors)).not.toContain('10.0.0.5');
  });

  it('measures frames, bits and GOP from key frame to key frame', () => {
    const counters = newStreamCounters();
    const diary = new StreamDiary(counters);
    for (let frame = 0; frame <= 50; frame++) {
      counters.accessUnits++;
      counters.receivedBytes += 1_000;
      diary.accessUnit({ keyFrame: frame % 50 === 0, pts: frame * 3_600 });
    }
    const rate = { framesPerSecond: 25, bitsPerSecond: 200_000, gopMs: 2_000, gopFrames: 50 };
    expect(diary.read().rate).toEqual(rate);
    diary.interrupted();
    diary.accessUnit({ keyFrame: true, pts: 9 });
    expect(diary.read().rate).toBeNull();
  });

  it('names the peculiarities that were met, and no others', () => {
    const counters = { ...newStreamCounters(), resyncs: 2, roguePackets: 1, timelineSteps: 3, connects: 9 };
    expect(quirksMet(counters)).toEqual([
      { id: 'Q1', count: 2 },
      { id: 'Q26', count: 4 },
    ]);
  });
});
