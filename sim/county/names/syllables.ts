/** A piece of a Chinese name and its pinyin, lower case. */
export type Piece = readonly [zh: string, pinyin: string];

/** Reads `张zhang 王wang` as pieces. */
export function pieces(text: string): readonly Piece[] {
  return text.split(' ').map((word) => {
    const match = /^([^a-z]+)([a-z]+)$/.exec(word);
    if (match === null) throw new Error(`not a piece: ${word}`);
    return [match[1] ?? '', match[2] ?? ''] as const;
  });
}

/** Joins pieces into one proper name: 张 + 家庄 → 张家庄, Zhangjiazhuang. */
export function joined(...parts: readonly Piece[]): { zh: string; en: string } {
  const zh = parts.map(([text]) => text).join('');
  const pinyin = parts.map(([, text]) => text).join('');
  return { zh, en: pinyin.charAt(0).toUpperCase() + pinyin.slice(1) };
}
