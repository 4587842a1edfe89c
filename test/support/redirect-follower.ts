/** A browser without pages: keeps cookies for each origin and follows redirections, until told to stop. */
export class RedirectFollower {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Opens a page. @returns the address it was sent on to, null when it was not, and the answer */
  async open(address: string): Promise<{ readonly location: string | null; readonly answer: Response }> {
    const { origin } = new URL(address);
    const cookies = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, cookies);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(address, { redirect: 'manual', headers: { ...(cookie && { cookie }) } });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1);
      const at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(set)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = answer.headers.get('location');
    return { answer, location: location === null ? null : new URL(location, address).href };
  }

  /** Follows redirections until one leads to an address that starts like this. @returns that address */
  async openUntil(address: string, start: string): Promise<string> {
    let at = address;
    for (let hops = 0; hops < 12; hops++) {
      const { location, answer } = await this.open(at);
      if (location === null) throw new Error(`${at}: ${answer.status} ${await answer.text()}`);
      if (location.startsWith(start)) return location;
      at = location;
    }
    throw new Error(`still sent on from ${at}`);
  }

  /** The value of a cookie. */
  cookie(origin: string, name: string): string | undefined {
    return this.#cookies.get(origin)?.get(name);
  }
}
