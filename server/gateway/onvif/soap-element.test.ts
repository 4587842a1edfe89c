import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SoapElement } from './soap-element.ts';

describe('an element of an answer', () => {
  const element = new SoapElement({
    a: [{ b: ['x', { $: { token: '1.0' }, _: ' 25 ' }] }],
    text: 'not a list',
  });

  it('gives children, text, numbers and attributes as they were written', () => {
    expect(element.at('a', 'b').text).toBe('x');
    const [, second] = element.at('a').all('b');
    expect([second?.text, second?.number, second?.attribute('token')]).toEqual(['25', 25, '1.0']);
  });

  it('reads as empty where there is nothing', () => {
    for (const path of [['c'], ['a', 'c', 'd'], ['text'], ['constructor'], ['__proto__', 'toString']]) {
      expect(element.at(...path).text).toBe('');
      expect(element.at(...path).number).toBeNull();
      expect(element.at(...path).attribute('token')).toBe('');
    }
    expect(element.has('constructor')).toBe(false);
  });

  it('can be made of anything', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.string()), (node, path) => {
        const found = new SoapElement(node).at(...path);
        expect(typeof found.text).toBe('string');
        expect(typeof found.attribute('token')).toBe('string');
        expect(Array.isArray(found.all('x'))).toBe(true);
      }),
    );
  });
});
