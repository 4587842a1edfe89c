import { readdirSync, readFileSync } from 'node:fs';

/**
 * Reads the time on the CPU out of `/proc/<pid>/task/<tid>/schedstat`: the first of three numbers, in ns (Linux,
 * Documentation/scheduler/sched-stats.rst). The times in `/proc/<pid>/stat` are whole hundredths of a second, which is
 * more than a small process needs in one.
 * @returns seconds
 * @throws RangeError if the text is not such a file
 */
export function parseCpuSeconds(schedstat: string): number {
  const match = /^(\d+) \d+ \d+\n?$/.exec(schedstat);
  if (match === null) throw new RangeError(`not a /proc/<pid>/task/<tid>/schedstat: ${schedstat}`);
  return Number(match[1]) / 1e9;
}

/**
 * CPU time that the threads of a process have used so far, in seconds.
 * @throws if there is no such process, or no Linux under us
 */
export function cpuSecondsOf(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce(
    (sum, task) => sum + parseCpuSeconds(readFileSync(`${tasks}/${task}/schedstat`, 'utf8')),
    0,
  );
}
