import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import type { Fault } from '#sim/faults';
import { loadClips } from '#sim/footage';

/** Simulated cameras of a test, and what is wrong with them. */
export interface SimulatedCameras {
  readonly codes: readonly string[];
  /** Where a camera's sub stream is. */
  urlOf(code: string): string;

  fail(code: string, fault: Fault): void;
  heal(code: string): void;
  close(): Promise<void>;
}

/** Starts `count` cameras behind one port, which take these credentials. */
export async function startSimulatedCameras(
  count: number,
  credentials: { readonly username: string; readonly password: string },
): Promise<SimulatedCameras> {
  const codes = Array.from(
    { length: count },
    (_, index) => `3301050000132${String(index + 1).padStart(7, '0')}`,
  );
  const simulator = await startCameraSimulator({
    ...{ host: '127.0.0.1', rtspPort: 0, controlPort: 0 },
    cameras: codes.map((code) => ({ code, scene: 'road' })),
    clips: loadClips(),
    credentials,
    clock: systemClock,
    random: seededRandom(7),
  });
  return {
    codes,
    urlOf: (code) => `${simulator.rtspUrl}/${code}/sub`,
    fail: (code, fault) => simulator.faults.set(code, fault),
    heal: (code) => simulator.faults.clear(code),
    close: () => simulator.close(),
  };
}
