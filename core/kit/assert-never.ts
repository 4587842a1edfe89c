/** Ends a switch over a union: the compiler refuses a missing case, and at run time a foreign value is named. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
