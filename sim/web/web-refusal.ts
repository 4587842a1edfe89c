/** The web role said no, or that it cannot at the moment. */
export class WebRefusal extends Error {
  override readonly name = 'WebRefusal';
  readonly status: number;

  constructor(what: string, status: number, answer: string) {
    super(`${what}: ${status} ${answer.slice(0, 300)}`);
    this.status = status;
  }

  /** Whether the same request may succeed later (RFC 9110 §15.5.9, RFC 6585 §4, and all of 5xx). */
  get isPassing(): boolean {
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** @throws WebRefusal unless the answer is a success */
  static async check(what: string, response: Response): Promise<Response> {
    if (response.ok) return response;
    throw new WebRefusal(what, response.status, await response.text());
  }
}
