import { fail, ok, type Result } from '#core/kit';

/** Why a document is not even given to the parser. */
export type XmlRefusal = 'doctype' | 'too_deep' | 'malformed';

const DEPTH_MAX = 64;
const NAME = '[A-Za-z_][\\w.:-]{0,127}';
const TAG = new RegExp(`<(/?)(${NAME})(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*\\s*(/?)>`, 'y');
const STRAY_AMPERSAND = /&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});)/;
const NAMESPACE = /\sxmlns(?::[\w.-]{1,64})?\s*=\s*(?:"[^"]*"|'[^']*')/g;
const NAMESPACES_LEFT_MAX = 16;

/**
 * Makes sure of a document from a device before a parser sees it: well-formed as far as tags go (XML 1.0, 2.1), at
 * most 64 elements deep, no DOCTYPE, no entities of its own. One pass, so that a hostile document costs no more time
 * than an honest one of its size.
 * @returns the document without namespace declarations. The SOAP package takes them out as well, with a regular
 *   expression that needs quadratic time where there are many
 */
export function checkXml(document: string): Result<string, XmlRefusal> {
  const text = document.replace(/^\uFEFF/, '');
  const refusal = scan(text);
  if (refusal !== null) return fail(refusal);
  const plain = text.replace(NAMESPACE, '');
  return plain.split('xmlns').length > NAMESPACES_LEFT_MAX ? fail('malformed') : ok(plain);
}

function scan(text: string): XmlRefusal | null {
  const open: string[] = [];
  let rooted = false;
  let at = 0;
  for (let next = text.indexOf('<'); next !== -1; next = text.indexOf('<', at)) {
    if (!isText(text.slice(at, next), open.length > 0)) return 'malformed';
    const after = skipAside(text, next, open.length > 0);
    if (typeof after === 'string') return after;
    if (after !== null) {
      at = after;
      continue;
    }
    TAG.lastIndex = next;
    const tag = TAG.exec(text);
    if (tag === null) return 'malformed';
    at = TAG.lastIndex;
    if (STRAY_AMPERSAND.test(tag[0])) return 'malformed';
    const [, closes, name = '', empty] = tag;
    if (closes === '/' ? open.pop() !== name || empty === '/' : rooted && open.length === 0)
      return 'malformed';
    if (closes !== '/' && empty !== '/') open.push(name);
    rooted = true;
    if (open.length > DEPTH_MAX) return 'too_deep';
  }
  return rooted && open.length === 0 && isText(text.slice(at), false) ? null : 'malformed';
}

function isText(text: string, inside: boolean): boolean {
  return inside ? !STRAY_AMPERSAND.test(text) : text.trim() === '';
}

/** The end of a comment, CDATA section or processing instruction that begins at `start`; null for a tag. */
function skipAside(text: string, start: number, inside: boolean): number | XmlRefusal | null {
  if (text.startsWith('<!--', start)) {
    const end = text.indexOf('--', start + 4);
    return end !== -1 && text[end + 2] === '>' ? end + 3 : 'malformed';
  }
  if (text.startsWith('<![CDATA[', start)) {
    const end = text.indexOf(']]>', start);
    return inside && end !== -1 ? end + 3 : 'malformed';
  }
  if (text.startsWith('<?', start)) {
    const end = text.indexOf('?>', start);
    return end === -1 ? 'malformed' : end + 2;
  }
  return text.startsWith('<!', start) ? 'doctype' : null;
}
