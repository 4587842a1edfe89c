import { SaxesParser, type SaxesTagNS } from 'saxes';
import { WorkbookError } from './workbook-error.ts';

const DEPTH_MAX = 32;
const ATTRIBUTES_MAX = 64;
/** More characters than one cell may hold in Excel. */
const TEXT_LENGTH_MAX = 33_000;

/** What is done with the elements of a part, by their local names: prefixes differ between programs. */
export interface XmlHandler {
  readonly open?: (name: string, tag: SaxesTagNS) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
  /** Asked between two pieces: the rest is not read. */
  readonly isOver?: () => boolean;
}

/**
 * Reads one XML part piece by piece. DOCTYPE is refused, so there are no entities but those of XML itself; depth,
 * attributes and texts are bounded.
 * @throws WorkbookError
 */
export async function readXml(part: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ xmlns: true });
  const refuse = (detail: string): never => {
    throw new WorkbookError('not_a_workbook', detail);
  };
  let depth = 0;
  let attributes = 0;
  parser.on('doctype', () => refuse('a document type'));
  parser.on('error', (error) => refuse(error.message));
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++depth > DEPTH_MAX) refuse('too deep');
  });
  parser.on('attribute', () => {
    if (++attributes > ATTRIBUTES_MAX) refuse('too many attributes');
  });
  parser.on('opentag', (tag) => handler.open?.(tag.local, tag));
  parser.on('closetag', (tag) => {
    depth--;
    handler.close?.(tag.local);
  });
  const text = (characters: string) => handler.text?.(characters.slice(0, TEXT_LENGTH_MAX));
  parser.on('text', text);
  parser.on('cdata', text);
  for await (const piece of decoded(part)) {
    if (handler.isOver?.() === true) return;
    parser.write(piece);
  }
  parser.close();
}

async function* decoded(part: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new WorkbookError('not_a_workbook', 'not UTF-8');
    }
  };
  for await (const piece of part) yield decode(piece);
  yield decode();
}

/** An attribute without a namespace; null when it is not there. */
export function attributeOf(tag: SaxesTagNS, name: string): string | null {
  return tag.attributes[name]?.value ?? null;
}
