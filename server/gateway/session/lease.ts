/** One viewer's hold on a stream. The stream runs while it has leases, and 20 s longer. */
export interface Lease<Output> {
  readonly output: Output;
  /** Gives the hold back. Calling it again does nothing. */
  release(): void;
}
