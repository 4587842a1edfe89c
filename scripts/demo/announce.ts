import type { DemoAccount } from './demo-state.ts';

/** Prints how to get in: one JSON line for programs, a short table for people. */
export function announce(
  url: string,
  accounts: readonly DemoAccount[],
  logPath: string,
  json: boolean,
): void {
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
      ` Log: ${logPath}.  Ctrl-C stops everything.`,
      '',
    ].join('\n'),
  );
}
