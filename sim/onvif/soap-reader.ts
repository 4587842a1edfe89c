import { SaxesParser } from 'saxes';
import { fail, ok, type Result } from '#core/kit';
import { NAMESPACES } from './namespaces.ts';

/** An element as it was received; names without prefixes. */
export interface SoapElement {
  readonly uri: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly SoapElement[];
  readonly text: string;
}

/** A SOAP 1.2 message: what is asked for, and all that stood in its header. */
export interface SoapMessage {
  readonly header: readonly SoapElement[];
  readonly body: SoapElement;
}

export type SoapError = 'not_xml' | 'doctype' | 'too_deep' | 'not_soap';

const DEPTH_MAX = 32;

interface OpenElement extends SoapElement {
  readonly children: SoapElement[];
  text: string;
}

/** Ends reading; thrown out of the parser's handlers only. */
class Refusal extends Error {
  readonly reason: SoapError;

  constructor(reason: SoapError) {
    super(reason);
    this.reason = reason;
  }
}

/** Reads a SOAP message. A document type, and with it every entity of the sender's own, is refused. */
export function readSoap(xml: string): Result<SoapMessage, SoapError> {
  const root = parse(xml);
  if (!root.ok) return root;
  const { uri, name, children } = root.value;
  if (uri !== NAMESPACES.env || name !== 'Envelope') return fail('not_soap');
  const part = (wanted: string) =>
    children.find((child) => child.uri === NAMESPACES.env && child.name === wanted);
  const body = part('Body')?.children[0];
  return body === undefined ? fail('not_soap') : ok({ header: part('Header')?.children ?? [], body });
}

function parse(xml: string): Result<SoapElement, SoapError> {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: SoapElement | null = null;
  parser.on('error', () => {
    throw new Refusal('not_xml');
  });
  parser.on('doctype', () => {
    throw new Refusal('doctype');
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length >= DEPTH_MAX) throw new Refusal('too_deep');
    const values = Object.values(attributes).map(({ local: key, value }): [string, string] => [key, value]);
    const element: OpenElement = { uri, name: local, attributes: new Map(values), children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  try {
    parser.write(xml).close();
  } catch (error) {
    if (error instanceof Refusal) return fail(error.reason);
    throw error;
  }
  return root === null ? fail('not_xml') : ok(root);
}

/** The first child of that name, whatever its namespace: clients differ in them. */
export function child(element: SoapElement | undefined, name: string): SoapElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** Its text without white space around it; undefined when there is no such child. */
export function childText(element: SoapElement | undefined, name: string): string | undefined {
  return child(element, name)?.text.trim();
}
