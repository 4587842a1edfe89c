import { readFileSync } from 'node:fs';

/** Ticks a second of the times in /proc: USER_HZ, 100 for every program on Linux, whatever the kernel uses. */
const TICKS_PER_SECOND = 100;

/** Positions after the command, proc_pid_stat(5): fields 14 and 15, counted from field 3, the state. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/**
 * Reads user and system time out of `/proc/<pid>/stat`, all threads together.
 * @returns seconds
 * @throws RangeError if the text is not such a file
 */
export function parseCpuSeconds(stat: string): number {
  // The command stands in brackets and may itself contain spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS]);
  if (!Number.isInteger(ticks)) throw new RangeError(`not a /proc/<pid>/stat: ${stat}`);
  return ticks / TICKS_PER_SECOND;
}

/** CPU time a process has used so far, in seconds. @throws if there is no such process, or no Linux under us */
export function cpuSecondsOf(pid: number): number {
  return parseCpuSeconds(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
