import { createTranslator } from 'use-intl/core';
import { expect, test } from 'vitest';
import { messages } from './messages.ts';

/** All paths to a text in a tree of messages. */
function paths(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : paths(value, `${prefix}${key}.`),
  );
}

function textAt(tree: object, path: string): string {
  const found = path.split('.').reduce<unknown>((node, key) => Object(node)[key], tree);
  return String(found);
}

/** The names of the values a text asks for: `{count}`, `{rate, number}`. */
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort();

test('both languages have the same words', () => {
  expect(paths(messages.en).sort()).toEqual(paths(messages.zh).sort());
});

test.each(paths(messages.zh))('%s asks for the same values in both languages', (path) => {
  expect(new Set(placeholders(textAt(messages.en, path)))).toEqual(
    new Set(placeholders(textAt(messages.zh, path))),
  );
});

test.each(['zh', 'en'] as const)('every text of %s can be written', (locale) => {
  const failures: string[] = [];
  const translate = createTranslator({
    locale,
    messages: messages[locale],
    onError: (error) => failures.push(error.message),
  });
  for (const path of paths(messages[locale])) {
    const names = placeholders(textAt(messages[locale], path));
    const values = Object.fromEntries(names.map((name) => [name, 1]));
    (translate as (path: string, values: object) => string)(path, values);
  }
  expect(failures).toEqual([]);
});

test('no Chinese text is left in the English words, and none is the same by oversight', () => {
  const same = new Set(['tile.resolution']);
  for (const path of paths(messages.en)) {
    if (path.startsWith('language.')) continue;
    expect(textAt(messages.en, path), path).not.toMatch(/[\u4e00-\u9fff]/);
    if (!same.has(path)) expect(textAt(messages.zh, path), path).not.toBe(textAt(messages.en, path));
  }
});
