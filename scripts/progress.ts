/** Says what is going on, on stderr: stdout belongs to the result. */
export function progress(doing: string): void {
  process.stderr.write(`· ${doing} …\n`);
}

/** Like `progress`, with a line every few seconds for as long as `work` takes. */
export async function withProgress<Value>(doing: string, work: () => Promise<Value>): Promise<Value> {
  progress(doing);
  const startedMs = performance.now();
  const tick = setInterval(() => {
    process.stderr.write(`  ${doing}: ${Math.round((performance.now() - startedMs) / 1000)} s\n`);
  }, 5000);
  try {
    return await work();
  } finally {
    clearInterval(tick);
  }
}
