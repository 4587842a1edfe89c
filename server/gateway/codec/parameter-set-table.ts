const SET_BYTES_MAX = 2_048;
const SETS_MAX = 64;

export interface StoredSet<Content> {
  readonly nalUnit: Uint8Array;
  readonly content: Content;
}

/** Parameter sets of one kind by their ids. They are copied: they outlive the buffers they came in. */
export class ParameterSetTable<Content extends { readonly id: number }> {
  readonly #parse: (nalUnit: Uint8Array) => Content | null;
  readonly #sets = new Map<number, StoredSet<Content>>();

  /** @param parse gives null for what is no such set */
  constructor(parse: (nalUnit: Uint8Array) => Content | null) {
    this.#parse = parse;
  }

  get(id: number): StoredSet<Content> | undefined {
    return this.#sets.get(id);
  }

  /** Takes in a set; one that is there already is not read again. @returns false when it is invalid, or one too many */
  add(nalUnit: Uint8Array): boolean {
    if (nalUnit.length > SET_BYTES_MAX) return false;
    for (const stored of this.#sets.values()) if (sameBytes(stored.nalUnit, nalUnit)) return true;
    const content = this.#parse(nalUnit);
    if (content === null || (!this.#sets.has(content.id) && this.#sets.size === SETS_MAX)) return false;
    this.#sets.set(content.id, { nalUnit: new Uint8Array(nalUnit), content });
    return true;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
