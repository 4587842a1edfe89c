import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkXml } from './check-xml.ts';
import { parseSoap } from './parse-soap.ts';

describe('a document from a device', () => {
  it.each([
    '<a/>',
    '\uFEFF<?xml version="1.0"?>\n<!-- c --><a b="1" c=\'2\'>t &lt;&#65;&#x41; <b><![CDATA[<&>]]></b ></a>\n',
    `${'<a>'.repeat(64)}${'</a>'.repeat(64)}`,
  ])('%s is fine', (text) => {
    expect(checkXml(text).ok).toBe(true);
  });

  it.each([
    ['<!DOCTYPE a><a/>', 'doctype'],
    ['<a><!ENTITY b "c"></a>', 'doctype'],
    [`${'<a>'.repeat(65)}${'</a>'.repeat(65)}`, 'too_deep'],
    ['', 'malformed'],
    ['text', 'malformed'],
    ['<a>', 'malformed'],
    ['</a>', 'malformed'],
    ['<a></b>', 'malformed'],
    ['<a/><a/>', 'malformed'],
    ['<a/>text', 'malformed'],
    ['<a b=c/>', 'malformed'],
    ['<a b="<"/>', 'malformed'],
    ['<a>&b;</a>', 'malformed'],
    ['<a b="&c;"/>', 'malformed'],
    ['<a><!-- -- --></a>', 'malformed'],
    ['<a><![CDATA[</a>', 'malformed'],
    ['</a/>', 'malformed'],
  ])('%s is refused', (text, error) => {
    expect(checkXml(text)).toEqual({ ok: false, error });
  });

  it('loses its namespace declarations, in either kind of quotes', () => {
    expect(checkXml(`<s:a xmlns:s="x" xmlns='y' b="1"/>`)).toEqual({ ok: true, value: '<s:a b="1"/>' });
  });
});

describe('a hostile document', () => {
  it('takes no longer for being hostile', () => {
    const size = 256 * 1024;
    for (const piece of [
      'xmlns',
      '<',
      '<a>',
      '<!--',
      '<a b=" ',
      "xmlns:a='",
      '&',
      '<a ',
      ' b="" ',
      '<?',
      ']]>',
    ]) {
      const many = piece.repeat(size / piece.length);
      for (const text of [many, `<a>${many}</a>`, `<a ${many}/>`]) {
        const started = performance.now();
        parseSoap(text);
        expect(performance.now() - started, piece).toBeLessThan(2_000);
      }
    }
  });

  it('is read or refused, whatever it is', () => {
    const pieces = fc.constantFrom(
      ...['<a>', '</a>', '<b/>', '<Envelope>', '</Envelope>', '<Body>', '</Body>', '<Fault>', '</Fault>'],
      ...[
        'text',
        '&lt;',
        '&x;',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?x',
        '?>',
        ' xmlns="',
        '"',
        '<a b="c">',
      ],
    );
    const documents = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')),
      fc.array(pieces, { maxLength: 12 }).map((list) => `<Envelope><Body>${list.join('')}</Body></Envelope>`),
    );
    fc.assert(fc.property(documents, (text) => void parseSoap(text)));
  });
});
