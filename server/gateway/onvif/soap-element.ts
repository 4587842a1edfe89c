/**
 * An element of a parsed answer. What is asked for and not there reads as empty: no answer of a device can make
 * reading it fail.
 */
export class SoapElement {
  readonly #node: unknown;

  /** @param node as the SOAP package gives it: text, or lists of children by name with attributes under `$` */
  constructor(node: unknown) {
    this.#node = node;
  }

  /** Its children of this name. */
  all(name: string): SoapElement[] {
    const children = property(this.#node, name);
    return Array.isArray(children) ? children.map((child) => new SoapElement(child)) : [];
  }

  /** The first child of the first child and so on; an empty element where the path ends early. */
  at(...path: readonly string[]): SoapElement {
    const [name, ...rest] = path;
    if (name === undefined) return this;
    return (this.all(name)[0] ?? EMPTY).at(...rest);
  }

  has(name: string): boolean {
    return this.all(name).length > 0;
  }

  get text(): string {
    const text = typeof this.#node === 'string' ? this.#node : property(this.#node, '_');
    return typeof text === 'string' ? text.trim() : '';
  }

  /** The text as a number; null when it is none. */
  get number(): number | null {
    return /^-?\d{1,9}(\.\d{1,9})?$/.test(this.text) ? Number(this.text) : null;
  }

  attribute(name: string): string {
    const value = property(property(this.#node, '$'), name);
    return typeof value === 'string' ? value : '';
  }
}

const EMPTY = new SoapElement(null);

function property(node: unknown, name: string): unknown {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return undefined;
  return (node as Readonly<Record<string, unknown>>)[name];
}
