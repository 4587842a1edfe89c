import type { DemoAccount } from './demo-state.ts';
import { CAMERA_USERNAME } from './seed.ts';

export interface Announcement {
  readonly url: string;
  readonly accounts: readonly DemoAccount[];
  /** What devices ask for that are not registered yet. */
  readonly cameraPassword: string;
  readonly logPath: string;
}

/** Prints how to get in: one JSON line for programs, a short table for people. */
export function announce({ url, accounts, cameraPassword, logPath }: Announcement, json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ ready: true, url, accounts }));
    return;
  }
  const rows = accounts.map(
    ({ username, password, role, scope }) =>
      `   ${username.padEnd(15)} ${password}   ${role.padEnd(14)} ${scope}`,
  );
  console.log(
    [
      '',
      ` 烽火墙 Beaconwall is ready:  ${url}`,
      '',
      ...rows,
      '',
      ` Cameras that you register ask for   ${CAMERA_USERNAME}   ${cameraPassword}`,
      ` Log: ${logPath}.  Ctrl-C stops everything.`,
      '',
    ].join('\n'),
  );
}
