/**
 * The header fields of a message: names in any case (Q11 `Cseq`, `CSEQ`, `Content-length`), several fields of one name
 * kept apart, values trimmed.
 */
export class RtspHeaders {
  readonly #fields: { readonly name: string; value: string }[] = [];

  /** The first field of this name. */
  get(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.#fields.find((field) => field.name === wanted)?.value;
  }

  /** Every field of this name, in order: one `WWW-Authenticate` each challenge, say. */
  all(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.#fields.filter((field) => field.name === wanted).map((field) => field.value);
  }

  append(name: string, value: string): void {
    this.#fields.push({ name: name.trim().toLowerCase(), value: value.trim() });
  }

  /** Adds a folded line (RFC 2326 4.2, by way of RFC 822) to the field before it. */
  continueLast(text: string): void {
    const last = this.#fields.at(-1);
    if (last !== undefined) last.value = `${last.value} ${text.trim()}`.trim();
  }

  get count(): number {
    return this.#fields.length;
  }
}
