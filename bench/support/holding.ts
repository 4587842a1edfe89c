/** Runs `use`, and gives back what it put on the stack, the last first, however it ends. */
export async function holding<Value>(use: (held: AsyncDisposableStack) => Promise<Value>): Promise<Value> {
  const held = new AsyncDisposableStack();
  try {
    return await use(held);
  } finally {
    await held.disposeAsync();
  }
}
