/** Where a request comes from, as sessions and the audit log keep it. */
export interface Caller {
  readonly address: string;
  /** The `User-Agent` header; '' without one. */
  readonly userAgent: string;
}
