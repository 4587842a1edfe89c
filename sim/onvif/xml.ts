/** Markup that is ready to be sent: made by the functions of this file alone. */
export type Xml = string & { readonly __xml: never };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** An element with others in it. */
export function node(name: string, attributes: Attributes, ...children: readonly Xml[]): Xml {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `${name}${written.join('')}`;
  return (children.length === 0 ? `<${start}/>` : `<${start}>${children.join('')}</${name}>`) as Xml;
}

/** An element with text in it. */
export function leaf(name: string, value: string | number | boolean, attributes: Attributes = {}): Xml {
  return node(name, attributes, escaped(String(value)) as Xml);
}
