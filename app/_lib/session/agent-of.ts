/** What a session was opened with, as people call it; null where the browser does not say. */
export interface Agent {
  readonly browser: string | null;
  readonly system: string | null;
}

/** The first that fits counts: most browsers claim to be others too. */
const browsers = [
  ['Edge', /\bEdgA?\//],
  ['WeChat', /\bMicroMessenger\//],
  ['QQ', /\bM?QQBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chromium', /(Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
] as const;

const systems = [
  ['HarmonyOS', /\bHarmonyOS|OpenHarmony\b/],
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** Reads a `User-Agent` header, which anybody may write; so this is for people to recognise, not to decide by. */
export function agentOf(userAgent: string): Agent {
  const named = (list: readonly (readonly [string, RegExp])[]) =>
    list.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null;
  return { browser: named(browsers), system: named(systems) };
}
