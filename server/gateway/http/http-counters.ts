/** What the HTTP server counts; only ever rises. */
export interface HttpCounters {
  /** Answers by status code. */
  readonly responses: Map<number, number>;
  bytesSent: number;
}

/** A set of counters at zero. */
export function newHttpCounters(): HttpCounters {
  return { responses: new Map(), bytesSent: 0 };
}
